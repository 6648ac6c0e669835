package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small examples to learn a ranking from. */
final class Rankings {
  static final List<String> COLUMNS = List.of("noise", "taste", "price", "hint", "constant");
  static final List<String> OBJECTIVES = List.of("click", "stars");

  private static final int ROWS = 12;

  private Rankings() {}

  /**
   * Returns lists in which {@code taste} draws clicks and stars (0 to 3), a middling {@code price}
   * draws stars, {@code hint} repeats taste with noise, and a tenth of all values are missing. A
   * twentieth of the labels are not known.
   */
  static MemoryRankingExamples planted(int lists, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new MemoryRankingExamples(
        COLUMNS, OBJECTIVES, IntStream.range(0, lists).mapToObj(_ -> list(random)).toList());
  }

  private static ExampleList list(SplittableRandom random) {
    float[] values = new float[ROWS * COLUMNS.size()];
    float[] labels = new float[ROWS * OBJECTIVES.size()];
    for (int row = 0; row < ROWS; row++) {
      double taste = random.nextGaussian();
      double price = random.nextGaussian();
      double hint = taste + random.nextGaussian();
      double[] cells = {random.nextGaussian(), taste, price, hint, 3};
      for (int column = 0; column < cells.length; column++) {
        boolean isMissing = random.nextInt(10) == 0;
        values[row * cells.length + column] = isMissing ? Float.NaN : (float) cells[column];
      }
      boolean isKnown = random.nextInt(20) > 0;
      double click = 1 / (1 + Math.exp(2 - 2 * taste));
      double stars = 1.5 + taste - Math.abs(price) + random.nextGaussian() / 2;
      labels[row] = isKnown ? random.nextDouble() < click ? 1 : 0 : Float.NaN;
      labels[ROWS + row] = isKnown ? Math.round(Math.clamp(stars, 0, 3)) : Float.NaN;
    }
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = random.nextInt(1, 3);
    }
    return new ExampleList(new FeatureMatrix(COLUMNS, ROWS, values), labels, weights);
  }

  /** Returns lists with one feature and one objective. */
  static MemoryRankingExamples of(float[] values, float[] labels) {
    float[] weights = new float[values.length];
    Arrays.fill(weights, 1);
    FeatureMatrix features = new FeatureMatrix(List.of("x"), values.length, values);
    return new MemoryRankingExamples(
        List.of("x"), List.of("click"), List.of(new ExampleList(features, labels, weights)));
  }

  /** Returns one matrix of all rows. */
  static FeatureMatrix features(MemoryRankingExamples examples) {
    int width = examples.columns().size();
    int rows = examples.all().stream().mapToInt(list -> list.features().rows()).sum();
    float[] values = new float[rows * width];
    int at = 0;
    for (ExampleList list : examples.all()) {
      System.arraycopy(list.features().values(), 0, values, at, list.features().values().length);
      at += list.features().values().length;
    }
    return new FeatureMatrix(examples.columns(), rows, values);
  }

  /** Returns the same lists with other labels of the first objective. */
  static MemoryRankingExamples withLabels(MemoryRankingExamples examples, float label) {
    return new MemoryRankingExamples(
        examples.columns(),
        examples.objectives(),
        examples.all().stream()
            .map(
                list -> {
                  float[] labels = list.labels().clone();
                  Arrays.fill(labels, 0, list.features().rows(), label);
                  return new ExampleList(list.features(), labels, list.weights());
                })
            .toList());
  }

  /** Returns the mean NDCG of all lists with something to find, unknown labels as 0. */
  static double ndcg(RankingModel model, MemoryRankingExamples examples, int objective) {
    return examples.all().stream()
        .mapToDouble(
            list -> {
              FeatureMatrix scores = model.score(list.features());
              return ndcg(list, objective, row -> -scores.row(row)[objective]);
            })
        .filter(ndcg -> !Double.isNaN(ndcg))
        .average()
        .orElseThrow();
  }

  private static double ndcg(ExampleList list, int objective, ToDouble key) {
    return gain(list, objective, key) / gain(list, objective, row -> -label(list, objective, row));
  }

  /** Returns what the lists' own order reaches. */
  static double ndcgAsGiven(MemoryRankingExamples examples, int objective) {
    return examples.all().stream()
        .mapToDouble(list -> ndcg(list, objective, _ -> 0))
        .filter(ndcg -> !Double.isNaN(ndcg))
        .average()
        .orElseThrow();
  }

  /** What rows are ordered by, the least first. */
  @FunctionalInterface
  private interface ToDouble {
    double of(int row);
  }

  private static double gain(ExampleList list, int objective, ToDouble key) {
    int[] order =
        IntStream.range(0, list.features().rows())
            .boxed()
            .sorted((a, b) -> Double.compare(key.of(a), key.of(b)))
            .mapToInt(row -> row)
            .toArray();
    double gain = 0;
    for (int rank = 1; rank <= order.length; rank++) {
      gain += (Math.pow(2, label(list, objective, order[rank - 1])) - 1) / Math.log(rank + 1.);
    }
    return gain;
  }

  private static double label(ExampleList list, int objective, int row) {
    float label = list.label(objective, row);
    return Float.isNaN(label) ? 0 : label;
  }
}
