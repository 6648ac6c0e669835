package io.cairn.benchmarks;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.ExampleList;
import io.cairn.models.GbdtModel;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.GbdtTrainer.Loss;
import io.cairn.models.GbdtTrainer.TreeGrowth;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.RankingModel;
import io.cairn.models.RankingTrainer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Prints how well the rankers order LightGBM's sample ranking task, beside what LightGBM reaches
 * with its own parameters: NDCG at 1, 3, 5 and 10, mean of the queries, where one without anything
 * relevant counts as 1, as LightGBM has it. Takes the folder that holds {@code rank.train}, {@code
 * rank.train.query}, {@code rank.test} and {@code rank.test.query}.
 */
public final class LtrQualityBenchmark {
  private static final int[] CUTS = {1, 3, 5, 10};
  private static final int COLUMNS = 300;
  private static final int TREES = 100;
  private static final int DRAWS = 200;
  private static final int SEEDS = 10;
  private static final double LEARNING_RATE = .1;

  /** The first is nearest to LightGBM's own parameters: 31 leaves, and the same otherwise. */
  private static final List<TreeGrowth> GROWTHS =
      List.of(
          new TreeGrowth(5, 0, 5, .9, 1),
          new TreeGrowth(5, 1, 5, .9, .9),
          new TreeGrowth(6, 1, 1, .9, .9),
          new TreeGrowth(4, 1, 1, .9, .5));

  private LtrQualityBenchmark() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets/ltr-lightgbm");
    MemoryRankingExamples train = read(folder, "rank.train");
    MemoryRankingExamples test = read(folder, "rank.test");
    out.println(Machine.describe());
    out.printf("%d lists to learn from, %d to test%n", train.all().size(), test.all().size());
    out.printf("ndcg@1     @3     @5    @10   train s%n");
    print(out, new double[] {.578, .619, .655, .724}, Double.NaN, "LightGBM, 100 trees, as read");
    print(out, random(test), Double.NaN, "random order, mean of " + DRAWS);
    print(out, ndcg(test, list -> lengths(list.features())), Double.NaN, "most features above 0");
    row(out, train, test, new LogisticTrainer(20, 100));
    for (TreeGrowth growth : GROWTHS) {
      rows(out, train, test, growth);
    }
  }

  private static void row(
      PrintStream out,
      MemoryRankingExamples train,
      MemoryRankingExamples test,
      RankingTrainer trainer) {
    long start = System.nanoTime();
    RankingModel model = trainer.train(train, train, Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    print(out, ndcg(test, model), seconds, trainer.toString());
  }

  /**
   * Prints the mean of some seeds, and their least and most. As in the reference nothing is held
   * out: training lists take the place of validation, on which later trees are nearly always
   * better.
   */
  private static void rows(
      PrintStream out, MemoryRankingExamples train, MemoryRankingExamples test, TreeGrowth growth) {
    double[][] all = new double[SEEDS][];
    double kept = 0;
    long start = System.nanoTime();
    for (int seed = 0; seed < SEEDS; seed++) {
      GbdtTrainer trainer =
          new GbdtTrainer(Loss.LAMBDA_MART, growth, TREES, LEARNING_RATE, TREES, seed);
      GbdtModel model = trainer.train(train, train, Progress.NONE);
      kept += (double) model.trees(0) / SEEDS;
      all[seed] = ndcg(test, model);
    }
    double seconds = (System.nanoTime() - start) / 1e9 / SEEDS;
    String name = "mean of %d seeds, %.0f trees kept, %s".formatted(SEEDS, kept, growth);
    print(out, over(all, cut -> cut.average().orElseThrow()), seconds, name);
    print(out, over(all, cut -> cut.min().orElseThrow()), seconds, "  least");
    print(out, over(all, cut -> cut.max().orElseThrow()), seconds, "  most");
  }

  private static double[] over(double[][] all, ToDoubleFunction<DoubleStream> summary) {
    return IntStream.range(0, CUTS.length)
        .mapToDouble(cut -> summary.applyAsDouble(Arrays.stream(all).mapToDouble(one -> one[cut])))
        .toArray();
  }

  private static double[] ndcg(MemoryRankingExamples test, RankingModel model) {
    return ndcg(test, list -> model.score(list.features()).values());
  }

  private static void print(PrintStream out, double[] ndcg, double seconds, String name) {
    out.printf(
        " %.4f %.4f %.4f %.4f  %8s  %s%n",
        ndcg[0],
        ndcg[1],
        ndcg[2],
        ndcg[3],
        Double.isNaN(seconds) ? "" : "%.2f".formatted(seconds),
        name);
  }

  private static double[] random(MemoryRankingExamples test) {
    SplittableRandom random = new SplittableRandom(1);
    double[] sum = new double[CUTS.length];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] one = ndcg(test, list -> drawn(random, list.features().rows()));
      Arrays.setAll(sum, cut -> sum[cut] + one[cut] / DRAWS);
    }
    return sum;
  }

  private static float[] drawn(SplittableRandom random, int rows) {
    float[] scores = new float[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = (float) random.nextDouble();
    }
    return scores;
  }

  /** Returns how many features each row has: the nearest to popularity that this task has. */
  private static float[] lengths(FeatureMatrix features) {
    float[] lengths = new float[features.rows()];
    for (int cell = 0; cell < features.values().length; cell++) {
      lengths[cell / COLUMNS] += features.values()[cell] > 0 ? 1 : 0;
    }
    return lengths;
  }

  private static double[] ndcg(MemoryRankingExamples test, Function<ExampleList, float[]> scores) {
    double[] mean = new double[CUTS.length];
    for (ExampleList list : test.all()) {
      float[] of = scores.apply(list);
      for (int cut = 0; cut < CUTS.length; cut++) {
        double ideal = gain(list.labels(), list.labels(), CUTS[cut]);
        double ndcg = ideal == 0 ? 1 : gain(list.labels(), of, CUTS[cut]) / ideal;
        mean[cut] += ndcg / test.all().size();
      }
    }
    return mean;
  }

  private static double gain(float[] labels, float[] scores, int cut) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted((a, b) -> Float.compare(scores[b], scores[a]))
            .mapToInt(row -> row)
            .limit(cut)
            .toArray();
    double gain = 0;
    for (int rank = 1; rank <= order.length; rank++) {
      gain += (Math.pow(2, labels[order[rank - 1]]) - 1) / Math.log(rank + 1.);
    }
    return gain;
  }

  /** Reads lines of LibSVM, in which a feature that is not named is 0. */
  private static MemoryRankingExamples read(Path folder, String name) throws IOException {
    List<String> columns = IntStream.rangeClosed(1, COLUMNS).mapToObj(c -> "f" + c).toList();
    List<String> lines = Files.readAllLines(folder.resolve(name));
    List<ExampleList> lists = new ArrayList<>();
    int from = 0;
    for (String size : Files.readAllLines(folder.resolve(name + ".query"))) {
      int to = from + Integer.parseInt(size.strip());
      lists.add(list(columns, lines.subList(from, to)));
      from = to;
    }
    return new MemoryRankingExamples(columns, List.of("relevance"), lists);
  }

  private static ExampleList list(List<String> columns, List<String> lines) {
    float[] values = new float[lines.size() * COLUMNS];
    float[] labels = new float[lines.size()];
    float[] weights = new float[lines.size()];
    Arrays.fill(weights, 1);
    for (int row = 0; row < labels.length; row++) {
      String[] parts = lines.get(row).strip().split("[ :]+", -1);
      labels[row] = Float.parseFloat(parts[0]);
      for (int part = 1; part + 1 < parts.length; part += 2) {
        int column = Integer.parseInt(parts[part]) - 1;
        values[row * COLUMNS + column] = Float.parseFloat(parts[part + 1]);
      }
    }
    return new ExampleList(new FeatureMatrix(columns, labels.length, values), labels, weights);
  }
}
