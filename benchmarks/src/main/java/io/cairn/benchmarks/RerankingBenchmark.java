package io.cairn.benchmarks;

import io.cairn.benchmarks.RerankingLists.UserList;
import io.cairn.benchmarks.TradeoffChart.Point;
import io.cairn.benchmarks.TradeoffChart.Series;
import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.reranking.Boost;
import io.cairn.recommender.reranking.Calibration;
import io.cairn.recommender.reranking.Cap;
import io.cairn.recommender.reranking.Distinct;
import io.cairn.recommender.reranking.Dpp;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Fatigue;
import io.cairn.recommender.reranking.Mmr;
import io.cairn.recommender.reranking.Mmr.Against;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.reranking.Serendipity;
import io.cairn.recommender.reranking.Similarity;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.reranking.Slots;
import io.cairn.recommender.reranking.Spread;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Prints what each re-ranker does to lists of MovieLens 1M, how good and how varied, beside
 * reference figures of the same lists, and how long it takes. Takes the folder of the data sets,
 * and a file to which to draw the curves, if any.
 */
public final class RerankingBenchmark {
  private static final int QUALITY_CANDIDATES = 100;
  private static final int SPEED_CANDIDATES = 200;
  private static final int SPEED_PLACES = 20;
  private static final int ROUNDS = 3;
  private static final Similarity GENRES = new Similarity.Attribute("category");
  private static final List<Double> LAMBDAS =
      List.of(.99, .97, .95, .9, .85, .8, .7, .6, .5, .4, .3, .2);

  private static final List<Point> MMR_REFERENCE =
      List.of(new Point(.774, .3331), new Point(.828, .3224), new Point(.889, .2972));
  private static final List<Point> DPP_REFERENCE =
      List.of(new Point(.808, .3265), new Point(.823, .3231), new Point(.839, .3196));

  private final RerankingLists data;
  private final PrintStream out;

  private RerankingBenchmark(RerankingLists data, PrintStream out) {
    this.data = data;
    this.out = out;
  }

  /** Prints all tables. */
  public static void main(String[] arguments) throws IOException {
    Splits splits = new Splits(Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets"));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(Machine.describe());
    RerankingLists data = new RerankingLists(splits.movieLens1mTopn(), SPEED_CANDIDATES);
    RerankingBenchmark benchmark = new RerankingBenchmark(data, out);
    List<Series> curves = benchmark.quality();
    if (arguments.length > 1) {
      Files.writeString(Path.of(arguments[1]), chart(curves));
    }
    benchmark.speed();
  }

  private List<Series> quality() {
    out.printf(
        "%nml-1m topn-quest fold 0, EASE's best %d to %d, %d lists%n",
        QUALITY_CANDIDATES, ListQuality.K, data.lists().size());
    out.println("NDCG@10  distance  genres  KL(history)  coverage  re-ranker");
    ListQuality none = row("none", list -> items(list.candidates()));
    List<Series> curves = new ArrayList<>();
    curves.add(curve("MMR, nearest", l -> mmr(l, Against.NEAREST, ListQuality.K, GENRES)));
    curves.add(curve("MMR, all", l -> mmr(l, Against.ALL, ListQuality.K, GENRES)));
    for (double strength : new double[] {1, .5, .7}) {
      curves.add(
          curve("DPP, strength " + strength, l -> new Dpp(l, strength, ListQuality.K, GENRES)));
    }
    for (Series curve : curves) {
      compare(curve);
    }
    others(none);
    return curves;
  }

  private static Reranker mmr(double lambda, Against against, int places, Similarity similarity) {
    return new Mmr(lambda, against, places, similarity);
  }

  private Series curve(String name, Function<Double, Reranker> settings) {
    List<Point> points = new ArrayList<>();
    for (double lambda : LAMBDAS) {
      ListQuality quality = row(name + " " + lambda, settings.apply(lambda));
      points.add(new Point(quality.distance(), quality.ndcg()));
    }
    return new Series(name, true, points);
  }

  /** Prints how far a curve is above the reference points, at their distance. */
  private void compare(Series curve) {
    List<Point> references = new ArrayList<>(MMR_REFERENCE);
    references.addAll(DPP_REFERENCE);
    StringBuilder line = new StringBuilder();
    for (Point reference : references) {
      line.append("  %.3f: %+.4f".formatted(reference.x(), at(curve, reference) - reference.y()));
    }
    out.printf("against the references, by distance:%s  %s%n", line, curve.name());
  }

  /** Returns the height of a curve at the place of a point, between its own points. */
  private static double at(Series curve, Point place) {
    for (int next = 1; next < curve.points().size(); next++) {
      Point left = curve.points().get(next - 1);
      Point right = curve.points().get(next);
      if (left.x() <= place.x() && place.x() <= right.x()) {
        double share = (place.x() - left.x()) / (right.x() - left.x());
        return left.y() + share * (right.y() - left.y());
      }
    }
    return Double.NaN;
  }

  private void others(ListQuality none) {
    Similarity vectors = new Similarity.Vectors(List.of("als"));
    row("MMR of ALS vectors, all .9", mmr(.9, Against.ALL, ListQuality.K, vectors));
    row("MMR of ALS vectors, all .7", mmr(.7, Against.ALL, ListQuality.K, vectors));
    row("DPP of ALS vectors, strength .7 .9", new Dpp(.9, .7, ListQuality.K, vectors));
    for (double weight : new double[] {.1, .2, .5, .9}) {
      row("calibration " + weight, new Calibration(weight, "category", 200, ListQuality.K));
    }
    row("cap of 3 a genre", new Cap("category", 3, 10));
    row("cap of 2 a genre", new Cap("category", 2, 10));
    row("spread, 1 of a genre in 2", new Spread("category", 1, 2));
    row("spread, 2 of a genre in 4", new Spread("category", 2, 4));
    row("serendipity .1", serendipity(.1, ListQuality.K));
    row("serendipity .2", serendipity(.2, ListQuality.K));
    row("boost, popularity -.03", new Boost("item_popularity", new Boost.Form.Proportional(-.03)));
    row("slots 3 and 7, unpopular", unpopular());
    Map<ItemId, Integer> popularity = data.popularity();
    List<ItemId> popular = new ArrayList<>(data.items());
    popular.sort(Comparator.comparing(popularity::get).reversed());
    row("popular", list -> unseen(list, popular));
    Random random = new Random(1);
    List<ItemId> any = new ArrayList<>(data.items());
    row(
        "random",
        list -> {
          Collections.shuffle(any, random);
          return unseen(list, any);
        });
    out.printf("(none: %.4f, which the references have at .3353 / .749 / 9.3)%n", none.ndcg());
  }

  private static Serendipity serendipity(double share, int places) {
    return new Serendipity(share, "category_affinity", "item_popularity", places);
  }

  private static Slots unpopular() {
    return new Slots(
        List.of(3, 7),
        new Slots.Condition.Feature("item_popularity", Optional.empty(), Optional.of(6.0)));
  }

  private List<ItemId> unseen(UserList list, List<ItemId> items) {
    var seen = data.history(list.user());
    return items.stream().filter(item -> !seen.contains(item)).limit(ListQuality.K).toList();
  }

  private static List<ItemId> items(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::item).toList();
  }

  private ListQuality row(String name, Reranker reranker) {
    return row(
        name,
        list -> {
          List<Candidate> candidates = list.candidates().subList(0, QUALITY_CANDIDATES);
          Slate slate = data.slate(list.user(), ListQuality.K);
          slate.know(candidates);
          return items(made(reranker, slate, candidates));
        });
  }

  private ListQuality row(String name, Function<UserList, List<ItemId>> made) {
    ListQuality quality = new ListQuality(data);
    data.lists().forEach(list -> quality.add(list, made.apply(list)));
    out.printf("%s     %s%n", quality, name);
    return quality;
  }

  private static List<Candidate> made(Reranker reranker, Slate slate, List<Candidate> candidates) {
    return switch (reranker) {
      case Reordering reordering -> reordering.reorder(slate, candidates);
      case Placement placement -> placed(placement.begin(slate), candidates, slate.count());
      case Explorer explorer -> throw new IllegalArgumentException(explorer + " draws by chance");
    };
  }

  /** Fills places one by one; where nothing may stand, with the first that waits. */
  private static List<Candidate> placed(
      Placement.Placing placing, List<Candidate> candidates, int count) {
    List<Candidate> waiting = new ArrayList<>(candidates);
    List<Candidate> page = new ArrayList<>(count);
    while (page.size() < count) {
      int at =
          placing.isKept(page.size() + 1) ? first(placing, waiting, page.size() + 1, true) : -1;
      at = at < 0 ? first(placing, waiting, page.size() + 1, false) : at;
      page.add(waiting.remove(Math.max(at, 0)));
      placing.placed(page.getLast(), page.size());
    }
    return page;
  }

  private static int first(
      Placement.Placing placing, List<Candidate> waiting, int position, boolean isKept) {
    for (int at = 0; at < waiting.size(); at++) {
      Candidate candidate = waiting.get(at);
      if ((!isKept || placing.isFor(candidate)) && placing.against(candidate, position).isEmpty()) {
        return at;
      }
    }
    return -1;
  }

  private static String chart(List<Series> curves) {
    List<Series> all = new ArrayList<>(curves.subList(0, 4));
    all.add(new Series("MMR, reference", false, MMR_REFERENCE));
    all.add(new Series("DPP, reference", false, DPP_REFERENCE));
    TradeoffChart chart = new TradeoffChart(new Point(.74, .28), new Point(.94, .34));
    chart.axes("mean genre distance within the first 10", "NDCG@10", .02, .01);
    chart.series(all);
    return chart.toString();
  }

  private void speed() {
    out.printf(
        "%nmicroseconds on the core for a list, %d candidates to %d places, %d lists%n",
        SPEED_CANDIDATES, SPEED_PLACES, ROUNDS * data.lists().size());
    out.println("rows known: p50    p99   rows read too: p50    p99  re-ranker");
    Similarity vectors = new Similarity.Vectors(List.of("als"));
    int places = SPEED_PLACES;
    time("MMR, genres", mmr(.7, Against.NEAREST, places, GENRES));
    time("MMR, all that is known", mmr(.7, Against.ALL, places, new Similarity.Content()));
    time("MMR, 64 factors", mmr(.7, Against.ALL, places, vectors));
    time("DPP, genres", new Dpp(.9, .7, places, GENRES));
    time("DPP, 64 factors", new Dpp(.9, .7, places, vectors));
    time("calibration", new Calibration(.2, "category", 200, places));
    time("boost", new Boost("item_age_days", new Boost.Form.Fading(.5, 14)));
    time("fatigue", fatigue());
    time("serendipity", serendipity(.2, places));
    time("cap", new Cap("category", 3, 10));
    time("spread", new Spread("category", 1, 2));
    time("slots", unpopular());
    time("near duplicates", new Distinct(.9));
  }

  private static Fatigue fatigue() {
    return new Fatigue(
        "times_shown",
        Optional.empty(),
        .9,
        new Fatigue.Refusals(List.of("like"), .9, .3, List.of("category"), Duration.ofDays(30)));
  }

  private void time(String name, Reranker reranker) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Latencies known = new Latencies();
    Latencies read = new Latencies();
    for (int round = -1; round < ROUNDS; round++) { // the first is for warming up
      for (UserList list : data.lists()) {
        Slate slate = data.slate(list.user(), SPEED_PLACES);
        long start = threads.getCurrentThreadCpuTime();
        slate.know(list.candidates());
        long knows = threads.getCurrentThreadCpuTime();
        made(reranker, slate, list.candidates());
        long end = threads.getCurrentThreadCpuTime();
        if (round >= 0) {
          known.add(end - knows);
          read.add(end - start);
        }
      }
    }
    out.printf(
        "     %7.1f %7.1f          %7.1f %7.1f  %s%n",
        1e3 * known.quantileMillis(.5),
        1e3 * known.quantileMillis(.99),
        1e3 * read.quantileMillis(.5),
        1e3 * read.quantileMillis(.99),
        name);
  }
}
