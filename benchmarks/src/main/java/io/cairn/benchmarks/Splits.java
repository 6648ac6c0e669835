package io.cairn.benchmarks;

import io.cairn.benchmarks.Split.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/**
 * Reads public data sets from a folder and splits them as the published tables did.
 *
 * @param folder has a folder for each data set
 */
record Splits(Path folder) {
  /** A field of CSV, quoted or not, and the comma after it. */
  private static final Pattern FIELD =
      Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|$)|([^,]*)(?:,|$)");

  /** A sale of Online Retail that has a customer. */
  private record Sale(String time, Pair pair) {}

  /** The split of LCFN and UltraGCN; users with any training. */
  Split movieLens1m() {
    Path split = folder.resolve("ml-1m/lcfn-split");
    return Split.of(
        "ml-1m lcfn-split",
        itemsPerLine(lines(split.resolve("train.txt"))),
        itemsPerLine(lines(split.resolve("test.txt"))),
        1);
  }

  /**
   * Fold 0 of the split of Anelli and others: liked films (four stars and more) of people and films
   * that have ten of them, without the fold.
   */
  RerankingLists.Films movieLens1mTopn() {
    List<String[]> liked =
        lines(folder.resolve("ml-1m/ratings.dat"))
            .map(line -> line.split("::", -1))
            .filter(field -> Integer.parseInt(field[2]) >= 4)
            .toList();
    List<Pair> core = core(liked.stream().map(field -> new Pair(field[0], field[1])).toList(), 10);
    List<Pair> test = pairs(lines(folder.resolve("ml-1m/topn-quest/0.test.tsv")));
    Set<Pair> tested = new HashSet<>(test);
    List<Pair> train = core.stream().filter(pair -> !tested.contains(pair)).toList();
    Map<String, List<String>> genres = new HashMap<>();
    lines(folder.resolve("ml-1m/movies.dat"))
        .map(line -> line.split("::", -1))
        .forEach(field -> genres.put(field[0], List.of(field[2].split("\\|"))));
    return new RerankingLists.Films(train, test, genres);
  }

  /** Takes out users and items of fewer pairs, again and again, until none is left. */
  private static List<Pair> core(List<Pair> pairs, int least) {
    Map<String, Long> users =
        pairs.stream().collect(Collectors.groupingBy(Pair::user, Collectors.counting()));
    Map<String, Long> items =
        pairs.stream().collect(Collectors.groupingBy(Pair::item, Collectors.counting()));
    List<Pair> kept =
        pairs.stream()
            .filter(pair -> users.getOrDefault(pair.user(), 0L) >= least)
            .filter(pair -> items.getOrDefault(pair.item(), 0L) >= least)
            .toList();
    return kept.size() == pairs.size() ? kept : core(kept, least);
  }

  /** LightGCN's split; users with any training. */
  Split gowalla() {
    return Split.of(
        "gowalla",
        itemsPerLine(lines(folder.resolve("gowalla/train.txt.gz"))),
        itemsPerLine(lines(folder.resolve("gowalla/test.txt"))),
        1);
  }

  Split movieLens100k() {
    return Split.byHash("ml-100k H80", pairs(lines(folder.resolve("ml-100k/u.data"))), 5);
  }

  Split steam() {
    Path zip = folder.resolve("steam-caserec/steam.zip");
    return Split.byHash(
        "steam purchases H80", pairs(entry(zip, "steam/game_purchase.dat").skip(1)), 5);
  }

  Split retailRocket() {
    Path zip = folder.resolve("retailrocket-caserec/Retailrocket_Ecommerce.zip");
    return Split.byHash(
        "retailrocket views H80",
        pairs(entry(zip, "RetailRocket_Ecommerce/view_ecommerce.dat").skip(1)),
        5);
  }

  /** What people of a shop looked at, put into the cart and bought. */
  record ShopPairs(List<Pair> views, List<Pair> carts, List<Pair> purchases) {}

  /** Its own description takes carts for purchases and the other way round; the files are right. */
  ShopPairs retailRocketPairs() {
    Path zip = folder.resolve("retailrocket-caserec/Retailrocket_Ecommerce.zip");
    return new ShopPairs(
        pairs(entry(zip, "RetailRocket_Ecommerce/view_ecommerce.dat").skip(1)),
        pairs(entry(zip, "RetailRocket_Ecommerce/add_to_cart_ecommerce.dat").skip(1)),
        pairs(entry(zip, "RetailRocket_Ecommerce/purchase_ecommerce.dat").skip(1)));
  }

  /** The last item of each user of MovieLens 1M, as SASRec's authors ordered them. */
  Split movieLens1mNext() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    lines(folder.resolve("ml-1m/sasrec/ml-1m.txt.gz"))
        .map(line -> line.strip().split("\\s+"))
        .forEach(pair -> rows.computeIfAbsent(pair[0], _ -> new ArrayList<>()).add(pair[1]));
    return next("ml-1m sasrec, the last item", rows.values());
  }

  /** The last item of each customer of Beauty, as S3-Rec's authors ordered them. */
  Split beautyNext() {
    return next("seq-s3rec Beauty, the last item", itemsPerUser("Beauty"));
  }

  /** The last item of each customer of Toys and Games, as S3-Rec's authors ordered them. */
  Split toysNext() {
    return next("seq-s3rec Toys, the last item", itemsPerUser("Toys_and_Games"));
  }

  private List<List<String>> itemsPerUser(String name) {
    return lines(folder.resolve("seq-s3rec/" + name + ".txt"))
        .map(line -> List.of(line.strip().split(" ")))
        .map(words -> words.subList(1, words.size()))
        .toList();
  }

  private static Split next(String name, Collection<List<String>> rows) {
    List<Pair> train = new ArrayList<>();
    List<Pair> test = new ArrayList<>();
    int user = 0;
    for (List<String> row : rows) {
      String id = Integer.toString(user++);
      row.forEach(item -> train.add(new Pair(id, item)));
      test.add(train.removeLast());
    }
    return Split.of(name, train, test, 1);
  }

  /** The last item of each later session that has a beginning, as session-rec made them. */
  SessionSplit retailRocketSessions() {
    Path sessions = folder.resolve("sessions-retailrocket");
    return SessionSplit.of(
        "sessions-retailrocket",
        lines(sessions.resolve("train.txt.gz")).map(Splits::session).toList(),
        lines(sessions.resolve("test_prefix_target.txt.gz"))
            .map(line -> line.split("\t", -1))
            .map(test -> new SessionSplit.Beginning(session(test[0]), test[1]))
            .toList());
  }

  /** Every item of each later session but the first; without items that training does not know. */
  SessionSplit yoochooseSessions() {
    Path sessions = folder.resolve("sessions-yoochoose-100k");
    List<SessionSplit.Session> train = sessions(sessions.resolve("train_full.txt"), _ -> true);
    Set<String> known =
        train.stream().flatMap(session -> session.items().stream()).collect(Collectors.toSet());
    List<SessionSplit.Beginning> tests = new ArrayList<>();
    for (SessionSplit.Session session : sessions(sessions.resolve("test.txt"), known::contains)) {
      for (int at = 1; at < session.items().size(); at++) {
        tests.add(new SessionSplit.Beginning(session.first(at), session.items().get(at)));
      }
    }
    return SessionSplit.of("sessions-yoochoose-100k", train, tests);
  }

  private static SessionSplit.Session session(String items) {
    return new SessionSplit.Session(List.of(items.split(" ")));
  }

  private static List<SessionSplit.Session> sessions(Path file, Predicate<String> isItem) {
    Map<String, SessionSplit.Session> sessions = new LinkedHashMap<>();
    lines(file)
        .skip(1)
        .map(line -> line.split("\t", -1))
        .filter(event -> isItem.test(event[1]))
        .forEach(
            event -> {
              SessionSplit.Session session =
                  sessions.computeIfAbsent(
                      event[0],
                      _ -> new SessionSplit.Session(new ArrayList<>(), new ArrayList<>()));
              session.items().add(event[1]);
              session.times().add(Math.round(1000 * Double.parseDouble(event[2])));
            });
    return List.copyOf(sessions.values());
  }

  /** MovieLens 1M with a tenth of the films kept from training, with who made and played them. */
  NewItems movieLens1mNewItems() {
    Map<String, List<String>> makers = new HashMap<>();
    lines(folder.resolve("ml-1m/movies_extrainfos.dat"))
        .map(line -> line.split("::", -1))
        .filter(field -> field.length > 8)
        .forEach(field -> makers.put(field[0], makers(field)));
    return newItems("ml-1m", makers);
  }

  private static List<String> makers(String[] field) {
    List<String> texts = new ArrayList<>(List.of("year=" + field[2], "certificate=" + field[3]));
    Stream.of(field[5].split(", ")).map(genre -> "category=" + genre).forEach(texts::add);
    Stream.of(field[6].split(", ")).map(name -> "director=" + name).forEach(texts::add);
    Stream.of(field[8].split(", ")).map(name -> "actor=" + name).forEach(texts::add);
    return texts;
  }

  /** MovieTweetings 100k with a tenth of the films kept from training. */
  NewItems movieTweetingsNewItems() {
    return newItems("movietweetings-100k", Map.of());
  }

  /** MovieLens 1M with a tenth of the users kept from training. */
  NewUsers movieLens1mNewUsers() {
    Map<String, List<String>> texts = new HashMap<>();
    lines(folder.resolve("ml-1m/users.dat"))
        .map(line -> line.split("::", -1))
        .forEach(
            field ->
                texts.put(
                    field[0],
                    List.of(
                        "sex=" + field[1],
                        "age=" + field[2],
                        "occupation=" + field[3],
                        "region=" + field[4].charAt(0))));
    return NewUsers.of("ml-1m, a tenth of the users new", ratings("ml-1m"), texts);
  }

  /** Reads ratings, and the genres and the words of the title of each film. */
  private NewItems newItems(String name, Map<String, List<String>> more) {
    Map<String, List<String>> texts = new HashMap<>();
    lines(folder.resolve(name + "/movies.dat"))
        .map(line -> line.split("::", -1))
        .filter(field -> field.length > 2)
        .forEach(field -> texts.put(field[0], texts(field)));
    more.forEach((film, of) -> texts.merge(film, of, Splits::both));
    return NewItems.of(name + ", a tenth of the films new", ratings(name), texts);
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.of(some, more).flatMap(List::stream).distinct().toList();
  }

  /**
   * What somebody thinks of an item.
   *
   * @param stars from 1 to 5
   */
  record Rating(Pair pair, double stars) {}

  /** MovieLens 1M with the stars. */
  List<Rating> movieLens1mRatings() {
    return lines(folder.resolve("ml-1m/ratings.dat"))
        .map(line -> line.split("::", -1))
        .map(field -> new Rating(new Pair(field[0], field[1]), Double.parseDouble(field[2])))
        .toList();
  }

  /** Reads ratings in the order of time. */
  private List<Pair> ratings(String name) {
    return lines(folder.resolve(name + "/ratings.dat"))
        .map(line -> line.split("::", -1))
        .sorted(Comparator.comparingLong(field -> Long.parseLong(field[3])))
        .map(field -> new Pair(field[0], field[1]))
        .toList();
  }

  private static List<String> texts(String[] field) {
    Stream<String> genres = Stream.of(field[2].split("\\|")).map(genre -> "category=" + genre);
    Stream<String> words =
        Stream.of(field[1].toLowerCase(Locale.ROOT).split("\\W+")).map(word -> "title=" + word);
    return Stream.concat(genres, words).toList();
  }

  Split microsoftWeb() {
    List<Pair> pairs = new ArrayList<>();
    String[] user = {""};
    lines(folder.resolve("msweb/anonymous-msweb.data"))
        .map(line -> line.split(",", -1))
        .forEach(
            field -> {
              if (field[0].equals("C")) {
                user[0] = field[2];
              } else if (field[0].equals("V")) {
                pairs.add(new Pair(user[0], field[1]));
              }
            });
    return Split.byHash("msweb H80", pairs, 2);
  }

  /** Sales to known customers, without returns, cut once in time. */
  Split onlineRetail() {
    List<Pair> pairs =
        lines(folder.resolve("online-retail-1/online_retail_2010_2011.csv.gz"))
            .skip(1)
            .map(Splits::fields)
            .filter(field -> !field.get(6).isEmpty() && Double.parseDouble(field.get(3)) > 0)
            .map(field -> new Sale(field.get(4), new Pair(field.get(6), field.get(1))))
            .sorted(Comparator.comparing(Sale::time))
            .map(Sale::pair)
            .toList();
    return Split.byTime("online-retail-1 G80", pairs, 5);
  }

  private static List<Pair> itemsPerLine(Stream<String> lines) {
    return lines
        .map(line -> line.strip().split("\\s+"))
        .flatMap(word -> Stream.of(word).skip(1).map(item -> new Pair(word[0], item)))
        .toList();
  }

  private static List<Pair> pairs(Stream<String> lines) {
    return lines
        .filter(line -> !line.isBlank())
        .map(line -> line.split("\t", -1))
        .map(field -> new Pair(field[0], field[1]))
        .toList();
  }

  private static List<String> fields(String line) {
    return FIELD
        .matcher(line)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .toList();
  }

  private static Stream<String> lines(Path file) {
    try {
      InputStream in = Files.newInputStream(file);
      return lines(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Stream<String> entry(Path zip, String name) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      InputStream in = file.getInputStream(file.getEntry(name));
      return lines(in).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + zip, e);
    }
  }

  private static Stream<String> lines(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1)).lines();
  }
}
