package io.cairn.benchmarks;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Rule;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.CatalogueEntry;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Segment;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.reranking.Gate;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.Admission;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.ModelView;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.Rung;
import io.cairn.recommender.retrieval.SourceSettings;
import io.cairn.recommender.rules.RuleRun;
import io.cairn.recommender.rules.Rulebook;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints what twenty rules cost a list of 200 candidates, in processor time of one thread, and how
 * many of the items that a selective filter lets through a list still has, with sources that are
 * held to it and with sources that are not.
 */
public final class RulesBenchmark {
  private static final int ITEMS = 20_000;
  private static final int CANDIDATES = 200;
  private static final int WARM_UPS = 2_000;
  private static final int LISTS = 5_000;
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private static final FeatureSet FEATURES =
      new FeatureSet(
          new FeatureSettings(
              new EventWeights(Map.of(), 1, 0, 5),
              5_000,
              100,
              List.of("*"),
              Duration.ofDays(60),
              Duration.ofDays(3),
              List.of("region")),
          List.of());

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final MemoryFeatureStore store = new MemoryFeatureStore();
  private final FeatureReader reader = new FeatureReader(FEATURES, store);
  private final Random random = new Random(1);

  private RulesBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) {
    RulesBenchmark benchmark = new RulesBenchmark();
    benchmark.out.println(Machine.describe());
    benchmark.fillCatalogue();
    benchmark.cost("20 rules of every kind", rules());
    benchmark.cost("10 of items alone", ofItems());
    benchmark.cost("5 of the request alone", ofRequests());
    benchmark.cost("5 of both", ofBoth());
    benchmark.recall();
  }

  private void fillCatalogue() {
    MemoryEventLog log = new MemoryEventLog();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      events.add(new Event.ItemUpdated(new EventId("item-" + i), NOW, item(i)));
    }
    for (int i = 0; i < 4 * ITEMS; i++) {
      int item = (int) (ITEMS * random.nextDouble() * random.nextDouble());
      events.add(
          new Event.Interaction(
              new EventId("view-" + i),
              NOW.minusSeconds(random.nextInt(86_400)),
              Visitor.of(new UserId("u" + i % 500)),
              new ItemId("i" + item),
              "view",
              1,
              Context.NONE));
    }
    log.append(events);
    new FeatureFolder(FEATURES, store, log).catchUp(Progress.NONE);
  }

  private Item item(int i) {
    Map<String, Value> known = new HashMap<>();
    known.put("title", new Value.Text("Item " + i));
    known.put("price", new Value.Numeric(1 + random.nextInt(200)));
    known.put("stock", new Value.Numeric(random.nextInt(20)));
    known.put("brand", new Value.Text("b" + random.nextInt(50)));
    known.put("sale", new Value.Flag(random.nextInt(5) == 0));
    known.put("regions", new Value.Texts(List.of("DE", "FR", "r" + random.nextInt(20))));
    known.put("rare", new Value.Flag(i % 1_000 == 999));
    if (i % 3 == 0) {
      known.put("min_age", new Value.Numeric(12 + random.nextInt(9)));
    }
    return new Item(
        new ItemId("i" + i),
        known,
        List.of("c" + random.nextInt(20)),
        true,
        Optional.of(NOW.minus(Duration.ofDays(random.nextInt(400)))));
  }

  private static List<Rule> rules() {
    List<Rule> all = new ArrayList<>(ofItems());
    all.addAll(ofRequests());
    all.addAll(ofBoth());
    return all;
  }

  private static List<Rule> ofItems() {
    return List.of(
        Rule.of("stock", "item.stock > 0", new Rule.Gate()),
        Rule.of("no-cents", "item.price < 2", new Rule.Exclude()),
        Rule.of("brands", "item.brand in ['b1', 'b2']", new Rule.Exclude()),
        Rule.of("title", "item.title.size() < 200", new Rule.Filter()),
        Rule.of("sale", "item.sale", new Rule.Boost(1.3)),
        Rule.of("category", "'c3' in item.categories", new Rule.Boost(1.2)),
        Rule.of("dear", "item.price > 150 && !item.sale", new Rule.Boost(0.8)),
        Rule.of("cheap", "item.price < 10", new Rule.Bury()),
        Rule.of("few-b7", "item.brand == 'b7'", new Rule.Cap(2, 10)),
        Rule.of("few-c5", "item.categories.exists(c, c == 'c5')", new Rule.Cap(3, 10)));
  }

  private static List<Rule> ofRequests() {
    return List.of(
        Rule.of("phones", "context.device == 'tv'", new Rule.Exclude()),
        Rule.of("night", "context.hour < 6 || context.hour > 22", new Rule.Bury()),
        Rule.of("weekend", "context.weekday in ['saturday', 'sunday']", new Rule.Boost(1.1)),
        Rule.of("france", "context.region == 'FR' && user.age > 60", new Rule.Boost(1.1)),
        Rule.of("known", "has(user.id)", new Rule.Boost(1.0)));
  }

  private static List<Rule> ofBoth() {
    return List.of(
        Rule.of("geo", "context.region in item.regions", new Rule.Gate()),
        Rule.of("age", "!has(item.min_age) || user.age >= item.min_age", new Rule.Gate()),
        Rule.of("new", "item.age_days < 30", new Rule.Boost(1.2)),
        Rule.of("budget", "item.price <= user.budget", new Rule.Boost(1.2)),
        Rule.of("tv", "context.device == 'tv' && item.sale", new Rule.Boost(2)));
  }

  private void cost(String name, List<Rule> rules) {
    Rulebook book = new Rulebook(rules, reader);
    Latencies cpu = new Latencies();
    var threads = ManagementFactory.getThreadMXBean();
    for (int list = 0; list < WARM_UPS + LISTS; list++) {
      Query query = query(list);
      List<Candidate> candidates = candidates();
      Slate slate = new Slate(query, reader, Map.of());
      slate.know(candidates);
      long start = threads.getCurrentThreadCpuTime();
      RuleRun run = book.begin(query);
      apply(run, slate, candidates);
      if (list >= WARM_UPS) {
        cpu.add(threads.getCurrentThreadCpuTime() - start);
      }
    }
    out.printf(
        "%-24s %d lists of %d candidates: median %.3f ms, p99 %.3f ms%n",
        name, LISTS, CANDIDATES, cpu.quantileMillis(0.5), cpu.quantileMillis(0.99));
  }

  /** Asks every rule of every candidate, also where another one lost it already. */
  private static void apply(RuleRun run, Slate slate, List<Candidate> candidates) {
    run.admission();
    for (Gate gate : run.gates()) {
      for (Candidate candidate : candidates) {
        CatalogueEntry entry = slate.entry(candidate.item()).orElseThrow();
        gate.against(candidate, entry);
      }
    }
    List<Candidate> order = run.reorder(slate, candidates);
    for (Placement.Placing placing : run.placings(slate).values()) {
      for (int place = 0; place < order.size(); place++) {
        placing.against(order.get(place), place + 1);
        placing.placed(order.get(place), place + 1);
      }
    }
    run.calls();
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>(CANDIDATES);
    for (int i = 0; i < CANDIDATES; i++) {
      candidates.add(
          new Candidate(new ItemId("i" + random.nextInt(ITEMS)), List.of(), 1f / (i + 1)));
    }
    return candidates;
  }

  /** Returns a request of somebody, every fifth time of somebody of whom nothing is known. */
  private static Query query(int list) {
    UserId id = new UserId("u" + list);
    Optional<User> user =
        list % 5 == 0
            ? Optional.empty()
            : Optional.of(
                new User(
                    id,
                    Map.of(
                        "age", new Value.Numeric(10 + list % 70),
                        "budget", new Value.Numeric(list % 200))));
    String region = list % 2 == 0 ? "DE" : "r" + list % 20;
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId("r" + list),
            "home",
            Visitor.of(id),
            List.of(),
            10,
            new Context("phone", "", region, 0, Optional.empty()),
            Set.of(),
            NOW.plusSeconds(list));
    return new Query(
        request,
        Rung.POPULAR,
        Profile.EMPTY,
        RecentEvents.EMPTY,
        Set.of(),
        List.of(new Segment("region", region)),
        Optional.empty(),
        new ModelView(Profile.EMPTY, RecentEvents.EMPTY, new int[0], List.of()),
        user,
        _ -> Optional.empty(),
        Admission.ALL);
  }

  /** Asks for lists under a filter that one item in a thousand passes. */
  private void recall() {
    out.printf("%na filter that %d of %d items pass, lists of 20, one source of 100%n", 20, ITEMS);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      found("sources held to it", "item.rare", executor);
      found("sources not held to it", "item.rare && item.age_days > -1", executor);
    }
  }

  private void found(String name, String when, ExecutorService executor) {
    Recommender recommender =
        Recommender.of(
            settings().withRules(List.of(Rule.of("rare", when, new Rule.Filter()))),
            List.of(),
            FEATURES,
            store,
            new Surroundings(executor, 2, System::nanoTime, (_, _) -> {}));
    recommender.preview(request(0));
    Latencies wall = new Latencies();
    int shown = 0;
    int lists = 200;
    for (int list = 0; list < lists; list++) {
      long start = System.nanoTime();
      Recommendation made = recommender.preview(request(list));
      wall.add(System.nanoTime() - start);
      shown += made.items().size();
    }
    out.printf("%-24s recall %.3f, %s%n", name, shown / (lists * ITEMS / 1_000.0), wall);
  }

  private static RecommendationRequest request(int list) {
    return new RecommendationRequest(
        new RequestId("r" + list),
        "home",
        Visitor.ANONYMOUS,
        List.of(),
        ITEMS / 1_000,
        Context.NONE,
        Set.of(),
        NOW);
  }

  private static PipelineSettings settings() {
    return new PipelineSettings(
        100,
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        0,
        PipelineSettings.Learned.NONE,
        new PipelineSettings.Fusion(5, Map.of(), 1),
        Map.of("popular", new SourceSettings.Chart(Charts.Chart.POPULAR)),
        Map.of("home", new PipelineSettings.SurfaceSettings(false, List.of("popular"), List.of())));
  }
}
