package io.cairn.benchmarks;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.app.demo.Reaction;
import io.cairn.app.demo.Visit;
import io.cairn.app.demo.World;
import io.cairn.app.demo.WorldSettings;
import io.cairn.app.engine.Engine;
import io.cairn.app.engine.TrainingJob;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.Visitor;
import io.cairn.features.EntityKey;
import io.cairn.features.Row;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.SourceSettings;
import io.cairn.training.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a ranker is worth in a shop: people of the demo world visit it, look at the lists that one
 * policy makes, click and buy as they do in that world, and what they did changes the next list.
 * The policies see the same visits; each begins with the same history and the models trained from
 * it; where the configuration has an explorer of the home surface, one explores. Coverage is the
 * share of the items on sale that are in the first of these lists, as many as the shop shows in a
 * day on its home page. The last policy knows what people like, which no shop does: more cannot be
 * reached.
 */
public final class DemoLoopBenchmark {
  private static final int LIST = 10;
  private static final int LISTS_MAX = 8;
  private static final double STAY = 0.7;
  private static final int DAYS = 7;
  private static final String HOME = "home";
  private static final int BATCH = 1_000;
  private static final long SEED = 11;
  private static final String PURCHASE = "purchase";
  private static final String CLICK = "click";

  private final World world;
  private final EngineConfig config;
  private final Path folder;
  private final int sessions;
  private int listsADay;

  private DemoLoopBenchmark(World world, EngineConfig config, Path folder, int sessions) {
    this.world = world;
    this.config = config;
    this.folder = folder;
    this.sessions = sessions;
  }

  /**
   * Prints purchases and clicks per session of each policy.
   *
   * @param arguments the number of sessions, a configuration file that names a ranking model or an
   *     explorer, and the policies to play; all may be left out
   * @throws IOException if the temporary folder cannot be used
   */
  public static void main(String[] arguments) throws IOException {
    int sessions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4_000;
    Path file = Path.of(arguments.length > 1 ? arguments[1] : "docs/examples/shop.conf");
    EngineConfig config = Configuration.load(Optional.of(file), List.of()).engine();
    Path folder = Files.createTempDirectory("cairn-loop");
    System.out.println(Machine.describe());
    List<String> wanted =
        List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
    new DemoLoopBenchmark(new World(WorldSettings.defaults()), config, folder, sessions)
        .run(wanted);
    delete(folder);
  }

  /** Plays the wanted policies, or all where none is named. */
  private void run(List<String> wanted) throws IOException {
    Path learned = folder.resolve("learned");
    try (Engine engine = Engine.open(learned, config, Progress.NONE)) {
      importWorld(engine);
      TrainingJob.Result trained =
          new TrainingJob(engine, "benchmark", world.settings().end()).run(Progress.NONE);
      trained.rankers().forEach(report -> System.out.println(report.name() + " " + report.ndcg()));
      trained.skipped().forEach((name, why) -> System.out.println(name + " skipped: " + why));
    }
    double[] baseline = new double[0];
    System.out.printf(
        "%d sessions of each policy, lists of %d, of which %d are a day%n",
        sessions, LIST, listsADay);
    System.out.printf(
        "policy          purchases per session    over popularity    clicks    coverage%n");
    for (Map.Entry<String, PipelineSettings> policy : policies().entrySet()) {
      if (!wanted.isEmpty() && !wanted.contains(policy.getKey())) {
        continue;
      }
      Path home = folder.resolve(policy.getKey());
      copy(learned, home);
      try (Engine engine = Engine.open(home, config, Progress.NONE)) {
        Shopping shopping = new Shopping(engine, policy.getValue());
        Played played = shopping.play(shopping::recommended);
        baseline = policy.getKey().equals("popularity") ? played.purchases() : baseline;
        print(policy.getKey(), played, baseline);
      }
    }
    if (!wanted.isEmpty() && !wanted.contains("truth")) {
      return;
    }
    copy(learned, folder.resolve("truth"));
    try (Engine engine = Engine.open(folder.resolve("truth"), config, Progress.NONE)) {
      Shopping shopping = new Shopping(engine, config.pipeline());
      print("truth", shopping.play(shopping::best), baseline);
    }
  }

  /** Makes the list of one visit. */
  @FunctionalInterface
  private interface Policy {
    List<ItemId> list(Visit visit, String id);
  }

  private void importWorld(Engine engine) {
    engine.importing(
        log -> {
          List<Event> batch = new ArrayList<>(BATCH);
          try (Stream<Event> events = world.events()) {
            events.forEachOrdered(
                event -> {
                  batch.add(event);
                  listsADay += isHomeLately(event) ? 1 : 0;
                  if (batch.size() == BATCH) {
                    log.append(List.copyOf(batch));
                    batch.clear();
                  }
                });
          }
          log.append(batch);
          return batch.size();
        },
        Progress.NONE);
    listsADay /= DAYS;
  }

  private boolean isHomeLately(Event event) {
    return event instanceof Event.Impression list
        && list.surface().equals(HOME)
        && list.time().isAfter(world.settings().end().minus(Duration.ofDays(DAYS)));
  }

  private Map<String, PipelineSettings> policies() {
    Map<String, PipelineSettings> policies = new LinkedHashMap<>();
    PipelineSettings pipeline = config.pipeline().withoutExploration();
    policies.put("popularity", alone(new SourceSettings.Chart(Charts.Chart.POPULAR)));
    policies.put("random", alone(new SourceSettings.Random(1)));
    policies.put("fusion", pipeline.withRanker(PipelineSettings.Learned.NONE));
    policies.put("learned", pipeline);
    if (!pipeline.equals(config.pipeline())) {
      policies.put("explored", config.pipeline());
    }
    return policies;
  }

  private PipelineSettings alone(SourceSettings source) {
    PipelineSettings pipeline = config.pipeline();
    return new PipelineSettings(
        pipeline.candidatesPerSource(),
        pipeline.deadline(),
        pipeline.chartsRefresh(),
        pipeline.nearDuplicates(),
        PipelineSettings.Learned.NONE,
        pipeline.fusion(),
        Map.of("alone", source),
        Map.of(HOME, new PipelineSettings.SurfaceSettings(false, List.of("alone"), List.of())));
  }

  /**
   * What came of the sessions, shape {@code [sessions]} each.
   *
   * @param coverage the share of the items on sale that were shown in the lists of a day
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  private record Played(double[] purchases, double[] clicks, double coverage) {}

  private static void print(String policy, Played played, double[] baseline) {
    Interval purchases = Interval.bootstrap(played.purchases(), SEED);
    Interval clicks = Interval.bootstrap(played.clicks(), SEED);
    Interval lift = ratio(played.purchases(), baseline);
    System.out.printf(
        "%-12s    %.4f (%.4f to %.4f)   %.2f (%.2f to %.2f)   %.3f (%.3f to %.3f)   %.3f%n",
        policy,
        purchases.mean(),
        purchases.low(),
        purchases.high(),
        lift.mean(),
        lift.low(),
        lift.high(),
        clicks.mean(),
        clicks.low(),
        clicks.high(),
        played.coverage());
  }

  private static Interval ratio(double[] ours, double[] theirs) {
    Random random = new Random(SEED);
    if (theirs.length == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] ratios = new double[1_000];
    for (int resample = 0; resample < ratios.length; resample++) {
      double our = 0;
      double their = 0;
      for (int draw = 0; draw < ours.length; draw++) {
        int session = random.nextInt(ours.length);
        our += ours[session];
        their += theirs[session];
      }
      ratios[resample] = our / their;
    }
    Arrays.sort(ratios);
    double mean = Arrays.stream(ours).sum() / Arrays.stream(theirs).sum();
    return new Interval(mean, ratios[25], ratios[974]);
  }

  /** People visit the shop of one policy, one after the other. */
  private final class Shopping {
    private final Engine engine;
    private final Recommender recommender;
    private final List<User> visitors = world.users();
    private final List<Event> shown = new ArrayList<>();
    private final Set<ItemId> covered = new HashSet<>();
    private int lists;
    private final double[] purchases = new double[sessions];
    private final double[] clicks = new double[sessions];
    private Instant now = world.settings().end();

    Shopping(Engine engine, PipelineSettings policy) {
      this.engine = engine;
      Surroundings around = engine.surroundings();
      recommender =
          Recommender.of(
              policy,
              engine.models().values(),
              engine.features(),
              engine.store(),
              new Surroundings(
                  around.executor(),
                  around.lanes(),
                  around.nanoClock(),
                  (_, list) -> shown.add(list)));
    }

    Played play(Policy policy) {
      Random who = new Random(SEED);
      for (int session = 0; session < sessions; session++) {
        User user = visitors.get(who.nextInt(visitors.size()));
        visit(policy, user, session, new Random(SEED + 1 + session));
      }
      Set<ItemId> onSale = new HashSet<>();
      world.items().stream().filter(Item::available).forEach(item -> onSale.add(item.id()));
      covered.retainAll(onSale);
      return new Played(purchases, clicks, covered.size() / (double) onSale.size());
    }

    private void visit(Policy policy, User user, int session, Random random) {
      Visitor visitor =
          new Visitor(Optional.of(user.id()), Optional.of(new SessionId("loop-" + session)));
      Set<ItemId> basket = new HashSet<>();
      for (int list = 0; list < LISTS_MAX; list++) {
        Visit visit = new Visit(visitor, now, basket);
        List<ItemId> items = policy.list(visit, "loop-" + session + "-" + list);
        if (lists++ < listsADay) {
          covered.addAll(items);
        }
        List<Event> events = new ArrayList<>(shown);
        shown.clear();
        for (Reaction reaction : world.respond(visit, items, random)) {
          count(reaction, session, basket);
          events.add(
              event(reaction, visitor, "loop-%d-%d-%d".formatted(session, list, events.size())));
        }
        engine.append(events);
        now = now.plusSeconds(20);
        if (random.nextDouble() >= STAY) {
          return;
        }
      }
    }

    private List<ItemId> recommended(Visit visit, String id) {
      Recommendation made =
          recommender.recommend(
              new RecommendationRequest(
                  new RequestId(id),
                  HOME,
                  visit.visitor(),
                  List.of(),
                  LIST,
                  Context.NONE,
                  Set.of(),
                  visit.time()));
      return made.items().stream().map(item -> item.candidate().item()).toList();
    }

    /** Returns what the visitor likes most of what is on sale and was not opened before. */
    private List<ItemId> best(Visit visit, String id) {
      EntityKey key = EntityKey.of(visit.visitor().user().orElseThrow());
      Row row = engine.store().get(List.of(key)).getOrDefault(key, Row.EMPTY);
      Set<ItemId> known = Set.of(engine.features().profile(row).items());
      record Liked(ItemId item, double utility) {}
      return world.items().stream()
          .map(Item::id)
          .filter(item -> world.isAvailable(item, visit.time()) && !known.contains(item))
          .map(item -> new Liked(item, world.utility(visit, item)))
          .sorted(Comparator.comparingDouble(liked -> -liked.utility()))
          .limit(LIST)
          .map(Liked::item)
          .toList();
    }

    private void count(Reaction reaction, int session, Set<ItemId> basket) {
      purchases[session] += reaction.type().equals(PURCHASE) ? 1 : 0;
      clicks[session] += reaction.type().equals(CLICK) ? 1 : 0;
      if (reaction.type().equals(PURCHASE)) {
        basket.add(reaction.item());
      }
    }

    private Event event(Reaction reaction, Visitor visitor, String id) {
      return new Event.Interaction(
          new EventId(id),
          now.plus(reaction.after()),
          visitor,
          reaction.item(),
          reaction.type(),
          reaction.value(),
          Context.NONE);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
