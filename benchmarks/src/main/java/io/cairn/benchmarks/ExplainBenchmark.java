package io.cairn.benchmarks;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.app.engine.RecentRequests;
import io.cairn.app.server.ListJson;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.models.Calibration;
import io.cairn.models.ExampleList;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What explanations cost: lists of 20 out of 500 candidates, which a boosted ranker of 300 trees
 * orders by all features of the default configuration, made and written as JSON with and without
 * explanation, in turn and in one thread; and how much memory a list takes that is kept.
 */
public final class ExplainBenchmark {
  private static final int ITEMS = 3_000;
  private static final int USERS = 300;
  private static final int VIEWS = 40;
  private static final int CANDIDATES = 500;
  private static final int COUNT = 20;
  private static final int TREES = 300;
  private static final int EXAMPLES = 10_000;
  private static final int WARM_UP = 300;
  private static final int CALLS = 600;
  private static final int KEPT = 200;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Engine engine;
  private final Recommender recommender;

  private ExplainBenchmark(Engine engine, TrainedModel ranker) {
    this.engine = engine;
    recommender =
        Recommender.of(
            engine.config().pipeline(),
            List.of(ranker),
            engine.features(),
            engine.store(),
            new Surroundings(Runnable::run, 1, System::nanoTime, (_, _) -> {}));
  }

  /**
   * Prints all figures.
   *
   * @throws IOException if the temporary folder cannot be used
   */
  public static void main(String[] arguments) throws IOException {
    EngineConfig config =
        Configuration.load(
                Optional.empty(),
                List.of(
                    "pipeline.candidates-per-source=" + CANDIDATES,
                    "pipeline.deadline=1m",
                    "pipeline.charts-refresh=1d",
                    "pipeline.ranker.models=[gbdt]",
                    "pipeline.surfaces.home.sources=[popular]"))
            .engine();
    Path folder = Files.createTempDirectory("cairn-explain");
    System.out.println(Machine.describe());
    try (Engine engine = Engine.open(folder.resolve("home"), config, Progress.NONE)) {
      engine.append(events());
      ExplainBenchmark benchmark = new ExplainBenchmark(engine, ranker(engine));
      benchmark.time();
      benchmark.size();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<Event> events() {
    SplittableRandom random = new SplittableRandom(1);
    List<Event> events = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      Map<String, Value> attributes =
          Map.of(
              "title", new Value.Text("Item " + item),
              "brand", new Value.Text("brand " + item % 40),
              "price", new Value.Numeric(item % 100));
      Item described =
          new Item(
              new ItemId("i" + item),
              attributes,
              List.of("category " + item % 20),
              true,
              Optional.empty());
      events.add(new Event.ItemUpdated(new EventId("item-" + item), NOW, described));
    }
    for (int view = 0; view < USERS * VIEWS; view++) {
      int item = (int) (ITEMS * Math.pow(random.nextDouble(), 2));
      events.add(
          new Event.Interaction(
              new EventId("view-" + view),
              NOW.minusSeconds(random.nextInt(2_000_000)),
              Visitor.of(new UserId("u" + view % USERS)),
              new ItemId("i" + item),
              "view",
              1,
              Context.NONE));
    }
    return events;
  }

  private static TrainedModel ranker(Engine engine) {
    List<String> columns = engine.features().columns();
    SplittableRandom random = new SplittableRandom(2);
    List<ExampleList> lists = new ArrayList<>();
    for (int list = 0; list < EXAMPLES / COUNT; list++) {
      float[] values = new float[COUNT * columns.size()];
      float[] labels = new float[COUNT];
      float[] weights = new float[COUNT];
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] = (float) random.nextGaussian();
      }
      for (int row = 0; row < COUNT; row++) {
        labels[row] = values[row * columns.size()] * values[row * columns.size() + 1] > 0 ? 1 : 0;
        weights[row] = 1;
      }
      lists.add(new ExampleList(new FeatureMatrix(columns, COUNT, values), labels, weights));
    }
    MemoryRankingExamples examples = new MemoryRankingExamples(columns, List.of("click"), lists);
    GbdtTrainer.TreeGrowth growth = new GbdtTrainer.TreeGrowth(6, 1, 1, .8, .8);
    GbdtTrainer trainer = new GbdtTrainer(GbdtTrainer.Loss.LOG_LOSS, growth, TREES, .05, TREES, 1);
    TrainingRun run =
        new TrainingRun(
            "benchmark", 1, new TrainingSet(0, 1, 1, columns.size(), EXAMPLES), "benchmark", NOW);
    return new TrainedModel.Ranker(
        new ModelArtifact("gbdt", 1, "gbdt", run, Map.of()),
        trainer.train(examples, examples, Progress.NONE),
        List.of(Calibration.platt(1, 0)));
  }

  private static RecommendationRequest request(int number) {
    return new RecommendationRequest(
        new RequestId("r" + number),
        "home",
        Visitor.of(new UserId("u" + number % USERS)),
        List.of(),
        COUNT,
        Context.NONE,
        Set.of(),
        NOW);
  }

  private void time() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ListJson json = new ListJson(engine.features(), engine.store(), recommender);
    Latencies plain = new Latencies();
    Latencies explained = new Latencies();
    Latencies contributions = new Latencies();
    long characters = 0;
    for (int call = -WARM_UP; call < CALLS; call++) {
      for (boolean isExplained : new boolean[] {false, true}) {
        long start = threads.getCurrentThreadCpuTime();
        Recommendation made = recommender.preview(request(Math.floorMod(call, USERS)));
        ListJson.Show show = new ListJson.Show(isExplained, List.of("title", "categories"));
        characters += json.write(made, show).toString().length();
        long took = threads.getCurrentThreadCpuTime() - start;
        if (call >= 0) {
          (isExplained ? explained : plain).add(took);
        }
        if (call >= 0 && isExplained) {
          long begun = threads.getCurrentThreadCpuTime();
          recommender.explain(made);
          contributions.add(threads.getCurrentThreadCpuTime() - begun);
        }
      }
    }
    System.out.printf(
        "lists of %d out of %d, %d features, %d trees; CPU of the thread, %d calls each (%d MB)%n",
        COUNT,
        CANDIDATES,
        engine.features().columns().size(),
        TREES,
        CALLS,
        characters / 1_000_000);
    System.out.println("  without explanation  " + plain);
    System.out.println("  with explanation     " + explained);
    System.out.println("  contributions alone  " + contributions);
  }

  private void size() {
    RecentRequests requests =
        new RecentRequests(Long.MAX_VALUE, engine.features().columns().size());
    long before = Machine.heapUsedMib();
    for (int list = 0; list < KEPT; list++) {
      Recommendation made = recommender.preview(request(list));
      requests.add(made, shown(made));
    }
    long after = Machine.heapUsedMib();
    System.out.printf(
        "%d lists kept: %d MiB of heap, estimated %d MiB, %d KiB each%n",
        requests.count(), after - before, requests.bytes() >> 20, (requests.bytes() / KEPT) >> 10);
  }

  private static Event.Impression shown(Recommendation made) {
    RecommendationRequest request = made.request();
    return new Event.Impression(
        new EventId("impression-" + request.id()),
        NOW,
        request.visitor(),
        request.id(),
        request.surface(),
        request.context(),
        List.of(),
        made.trace().asOf());
  }
}
