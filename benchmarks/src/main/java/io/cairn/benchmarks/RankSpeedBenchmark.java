package io.cairn.benchmarks;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.ExampleList;
import io.cairn.models.GbdtModel;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.GbdtTrainer.Loss;
import io.cairn.models.GbdtTrainer.TreeGrowth;
import io.cairn.models.RankingExamples;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/**
 * Prints how long 500 candidates of 40 features take through 300 trees of depth 6, by our evaluator
 * and by XGBoost's own, in one thread and in turn; how long the contributions of 20 take; and how
 * long such trees are trained from a million examples, for both losses.
 */
public final class RankSpeedBenchmark {
  private static final int COLUMNS = 40;
  private static final int CANDIDATES = 500;
  private static final int EXPLAINED = 20;
  private static final int TREES = 300;
  private static final int DEPTH = 6;
  private static final int LIST = 40;
  private static final int EXAMPLES = 1_000_000;
  private static final int WARM_UP = 2_000;
  private static final int CALLS = 3_000;
  private static final TreeGrowth GROWTH = new TreeGrowth(DEPTH, 1, 1, .8, .8);
  private static final List<String> NAMES =
      IntStream.range(0, COLUMNS).mapToObj(column -> "f" + column).toList();

  private final PrintStream out;

  private RankSpeedBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Prints all figures. */
  public static void main(String[] arguments) throws Exception {
    RankSpeedBenchmark benchmark =
        new RankSpeedBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    benchmark.out.println(Machine.describe());
    benchmark.scoring();
    benchmark.training(Loss.LOG_LOSS);
    benchmark.training(Loss.LAMBDA_MART);
  }

  private void scoring() throws Exception {
    Made small = new Made(EXAMPLES / 20 / LIST, 1);
    GbdtTrainer trainer = new GbdtTrainer(Loss.LOG_LOSS, GROWTH, TREES, .05, TREES, 1);
    GbdtModel model = trainer.train(small, small, Progress.NONE);
    FeatureMatrix candidates = candidates(CANDIDATES);
    FeatureMatrix explained = candidates(EXPLAINED);
    Booster booster = libraryModel();
    Calls own = new Calls();
    Calls library = new Calls();
    Calls contributions = new Calls();
    for (int call = -WARM_UP; call < CALLS; call++) {
      own.time(() -> model.score(candidates), call);
      library.time(
          () -> booster.inplace_predict(candidates.values(), CANDIDATES, COLUMNS, Float.NaN), call);
      if (call % 10 == 0) {
        contributions.time(() -> model.contributions(explained, 0), call);
      }
    }
    out.printf("%d trees; %d × %d, one thread%n", model.trees(0), CANDIDATES, COLUMNS);
    out.printf("  own evaluator        %s%n", own);
    out.printf("  XGBoost in place     %s%n", library);
    out.printf("  contributions of %d  %s%n", EXPLAINED, contributions);
  }

  /** The times of one kind of call, by the clock and of the thread on its core. */
  private static final class Calls {
    private final Latencies clock = new Latencies();
    private final Latencies core = new Latencies();

    /** Makes a call, and keeps its times unless it is for warming up, of a negative number. */
    void time(Callable<?> call, int number) throws Exception {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long coreStart = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      call.call();
      if (number >= 0) {
        clock.add(System.nanoTime() - start);
        core.add(threads.getCurrentThreadCpuTime() - coreStart);
      }
    }

    @Override
    public String toString() {
      return "%s; on the core p50 %.2f ms".formatted(clock, core.quantileMillis(.5));
    }
  }

  /** Trains XGBoost's own model of the same shape. */
  private static Booster libraryModel() throws Exception {
    FeatureMatrix features = candidates(EXAMPLES / 20);
    DMatrix matrix = new DMatrix(features.values(), features.rows(), COLUMNS, Float.NaN);
    float[] labels = new float[features.rows()];
    SplittableRandom random = new SplittableRandom(5);
    for (int row = 0; row < labels.length; row++) {
      labels[row] = isChosen(random, features.values(), row * COLUMNS) ? 1 : 0;
    }
    matrix.setLabel(labels);
    Map<String, Object> parameters =
        Map.of(
            "objective",
            "binary:logistic",
            "max_depth",
            DEPTH,
            "eta",
            .05,
            "nthread",
            1,
            "tree_method",
            "hist");
    return XGBoost.train(matrix, parameters, TREES, Map.of(), null, null);
  }

  private void training(Loss loss) throws IOException {
    Made examples = new Made(EXAMPLES / LIST, 1);
    Made validation = new Made(EXAMPLES / LIST / 10, 2);
    GbdtTrainer trainer = new GbdtTrainer(loss, GROWTH, TREES, .1, TREES, 1);
    long read = time(() -> examples.lists().forEach(list -> {}));
    long cpuStart = Machine.cpuNanos();
    long start = System.nanoTime();
    GbdtModel model = trainer.train(examples, validation, Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        "%s: %d examples, %d trees kept: %.1f s, %.1f CPU s, of which making the examples up about"
            + " %.1f s; heap in use %d MiB, peak memory of the process so far %d MiB%n",
        loss,
        EXAMPLES,
        model.trees(0),
        seconds,
        (Machine.cpuNanos() - cpuStart) / 1e9,
        2 * read / 1e9,
        Machine.heapUsedMib(),
        peakMib());
  }

  private static long time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** Returns the most memory that the process held; -1 where the system does not tell. */
  private static long peakMib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElse(-1);
  }

  private static FeatureMatrix candidates(int rows) {
    return new FeatureMatrix(NAMES, rows, values(new SplittableRandom(9), rows));
  }

  /** Returns normal numbers, a tenth of them missing. */
  private static float[] values(SplittableRandom random, int rows) {
    float[] values = new float[rows * COLUMNS];
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return values;
  }

  /** Draws a label by products and squares of the first features. */
  private static boolean isChosen(SplittableRandom random, float[] values, int from) {
    double score = -2;
    for (int column = 0; column < 10; column++) {
      float one = values[from + column];
      float other = values[from + column + 1];
      score += Float.isNaN(one) || Float.isNaN(other) ? -.1 : .3 * one * other + .2 * one;
    }
    return random.nextDouble() < 1 / (1 + Math.exp(-score));
  }

  /** Lists that are made up anew whenever they are read, so that they take no memory. */
  private record Made(int count, long seed) implements RankingExamples {
    @Override
    public List<String> columns() {
      return NAMES;
    }

    @Override
    public List<String> objectives() {
      return List.of("click");
    }

    @Override
    public Stream<ExampleList> lists() {
      return IntStream.range(0, count).mapToObj(this::list);
    }

    private ExampleList list(int number) {
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
      float[] values = values(random, LIST);
      float[] labels = new float[LIST];
      float[] weights = new float[LIST];
      Arrays.fill(weights, 1);
      for (int row = 0; row < LIST; row++) {
        labels[row] = isChosen(random, values, row * COLUMNS) ? 1 : 0;
      }
      return new ExampleList(new FeatureMatrix(NAMES, LIST, values), labels, weights);
    }
  }
}
