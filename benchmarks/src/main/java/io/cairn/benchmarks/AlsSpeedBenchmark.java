package io.cairn.benchmarks;

import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.RetrievalTrainer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Prints how long ALS trains as the interactions grow, and EASE as the items grow, on synthetic
 * rows of 50 items drawn by Zipf's law.
 */
public final class AlsSpeedBenchmark {
  private static final int ROW = 50;
  private static final int ITEMS = 20_000;
  private static final int EASE_ROWS = 5_000;

  private AlsSpeedBenchmark() {}

  /** Prints both tables. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    RetrievalTrainer als = new AlsTrainer(64, 10, 40, 4, 1);
    time(als, zipf(2_000, ITEMS));
    out.println(Machine.describe());
    out.println(als);
    out.printf("interactions     rows    items  seconds  cpu seconds  cpu µs an interaction%n");
    for (int rows : new int[] {5_000, 10_000, 20_000, 40_000}) {
      Time time = time(als, zipf(rows, ITEMS));
      int cells = rows * ROW;
      out.printf(
          "%12d %8d %8d %8.2f %12.2f %22.2f%n",
          cells, rows, ITEMS, time.seconds(), time.cpuSeconds(), time.cpuSeconds() * 1e6 / cells);
    }
    RetrievalTrainer ease = new EaseTrainer(300);
    time(ease, zipf(EASE_ROWS, 500));
    out.printf("%n%s%n       items  seconds  cpu seconds%n", ease);
    for (int items : new int[] {1_000, 2_000, 4_000}) {
      Time time = time(ease, zipf(EASE_ROWS, items));
      out.printf("%12d %8.2f %12.2f%n", items, time.seconds(), time.cpuSeconds());
    }
  }

  /** How long a training took on the clock, and on all cores together. */
  private record Time(double seconds, double cpuSeconds) {}

  private static Time time(RetrievalTrainer trainer, InteractionMatrix matrix) {
    long start = System.nanoTime();
    long cpuStart = Machine.cpuNanos();
    trainer.train(matrix, Progress.NONE);
    return new Time((System.nanoTime() - start) / 1e9, (Machine.cpuNanos() - cpuStart) / 1e9);
  }

  /** Returns rows of distinct items, where the item of rank r is drawn in proportion to 1 / r. */
  private static InteractionMatrix zipf(int rows, int items) {
    double[] cumulative = new double[items];
    for (int item = 0; item < items; item++) {
      cumulative[item] = (item == 0 ? 0 : cumulative[item - 1]) + 1 / (item + 1.);
    }
    SplittableRandom random = new SplittableRandom(1);
    int[] starts = new int[rows + 1];
    int[] columns = new int[rows * ROW];
    for (int row = 0; row < rows; row++) {
      BitSet drawn = new BitSet(items);
      while (drawn.cardinality() < ROW) {
        int place = Arrays.binarySearch(cumulative, random.nextDouble(cumulative[items - 1]));
        drawn.set(place < 0 ? -place - 1 : place);
      }
      int[] chosen = drawn.stream().toArray();
      System.arraycopy(chosen, 0, columns, row * ROW, ROW);
      starts[row + 1] = (row + 1) * ROW;
    }
    float[] weights = new float[columns.length];
    Arrays.fill(weights, 1);
    return new InteractionMatrix(items, starts, columns, weights, new long[columns.length]);
  }
}
