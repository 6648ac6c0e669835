package io.cairn.benchmarks;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.DcnTrainer;
import io.cairn.models.ExampleList;
import io.cairn.models.RankingExamples;
import io.cairn.models.RankingModel;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints how fast a deep and cross network scores and explains candidates, and how fast and in how
 * much memory it is trained, on made-up lists whose labels follow products of features.
 */
public final class DcnSpeedBenchmark {
  private static final int COLUMNS = 40;
  private static final int CANDIDATES = 25;
  private static final int SCORED = 500;
  private static final int EXPLAINED = 20;
  private static final int CODES = 10_000;
  private static final int WARM_CALLS = 500;
  private static final int CALLS = 1_000;

  private DcnSpeedBenchmark() {}

  /** Prints all figures. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DcnTrainer trainer =
        new DcnTrainer(
            1, .001, .01, 256, 2, List.of(128, 64), 8, Map.of("f0", CODES, "f1", CODES), 1, 1);
    out.println(Machine.describe());
    out.println(trainer);
    out.printf("%d features, 2 of them categorical, 4 with missing values%n", COLUMNS);
    Lists validation = new Lists(400, 2);
    RankingModel model = trainer.train(new Lists(4_000, 1), validation, Progress.NONE);
    FeatureMatrix scored = features(SCORED, new SplittableRandom(3));
    out.printf("score %d candidates: %s%n", SCORED, latencies(() -> model.score(scored)));
    FeatureMatrix explained = features(EXPLAINED, new SplittableRandom(4));
    out.printf(
        "explain %d candidates: %s%n",
        EXPLAINED, latencies(() -> model.contributions(explained, 0)));
    train(trainer, new Lists(40_000, 1), validation, out);
  }

  private static Latencies latencies(Runnable call) {
    Latencies latencies = new Latencies();
    for (int at = 0; at < WARM_CALLS + CALLS; at++) {
      long start = System.nanoTime();
      call.run();
      if (at >= WARM_CALLS) {
        latencies.add(System.nanoTime() - start);
      }
    }
    return latencies;
  }

  private static void train(DcnTrainer trainer, Lists training, Lists validation, PrintStream out) {
    long start = System.nanoTime();
    training.lists().forEach(_ -> {});
    double readSeconds = (System.nanoTime() - start) / 1e9;
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    Watch watch = new Watch();
    trainer.train(training, validation, watch);
    long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    int rows = training.count * CANDIDATES;
    out.printf(
        "train on %d candidates: an epoch %.1f s, %.1f CPU seconds, of which %.1f s make the lists;"
            + " %.0f candidates a second%n",
        rows, watch.seconds, watch.cpuSeconds, readSeconds, rows / watch.seconds);
    out.printf(
        "heap: %d MiB in use in the middle of the epoch, at most %d MiB with garbage; %s%n",
        watch.heapMib, peak >> 20, watch.last);
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /** Measures the first epoch. For use by one thread. */
  private static final class Watch implements Progress {
    private long start;
    private long cpuStart;
    private double seconds;
    private double cpuSeconds;
    private long heapMib;
    private String last = "";

    @Override
    public void at(String step, long done, long total) {
      last = step;
      if (start == 0) {
        start = System.nanoTime();
        cpuStart = Machine.cpuNanos();
      }
      if (done == total && seconds == 0) {
        seconds = (System.nanoTime() - start) / 1e9;
        cpuSeconds = (Machine.cpuNanos() - cpuStart) / 1e9;
      }
      if (heapMib == 0 && 2 * done > total) {
        heapMib = Machine.heapUsedMib();
      }
    }
  }

  /**
   * Lists that are made anew whenever they are read.
   *
   * @param count how many
   */
  private record Lists(int count, long seed) implements RankingExamples {
    private static final List<String> NAMES =
        IntStream.range(0, COLUMNS).mapToObj(column -> "f" + column).toList();

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
      return IntStream.range(0, count)
          .mapToObj(list -> list(new SplittableRandom(seed + 31L * list)));
    }

    private static ExampleList list(SplittableRandom random) {
      FeatureMatrix features = features(CANDIDATES, random);
      float[] labels = new float[CANDIDATES];
      for (int row = 0; row < CANDIDATES; row++) {
        float[] values = features.row(row);
        double taste = values[0] % 7 < 3 ? 1 : -1;
        double logOdds = 2 * taste + 3 * values[10] * values[11] - values[12] - 3;
        labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
      }
      float[] weights = new float[CANDIDATES];
      Arrays.fill(weights, 1);
      return new ExampleList(features, labels, weights);
    }
  }

  /** Returns codes in the first two columns, and some missing values in the next four. */
  private static FeatureMatrix features(int rows, SplittableRandom random) {
    float[] values = new float[rows * COLUMNS];
    for (int cell = 0; cell < values.length; cell++) {
      int column = cell % COLUMNS;
      boolean isMissing = column >= 2 && column < 6 && random.nextInt(10) == 0;
      float drawn = column < 2 ? random.nextInt(CODES) : random.nextFloat() * 2 - 1;
      values[cell] = isMissing ? Float.NaN : drawn;
    }
    return new FeatureMatrix(Lists.NAMES, rows, values);
  }
}
