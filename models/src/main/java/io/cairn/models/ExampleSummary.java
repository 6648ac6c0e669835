package io.cairn.models;

import java.util.List;
import java.util.stream.Stream;

/** What examples are like, found in one pass that also checks them. For use by one thread. */
final class ExampleSummary {
  private final List<String> columns;
  private final List<String> objectives;
  private final String part;
  private long rows;
  private double weight;
  private final long[] known;
  private final double[] means;
  private final double[] squares;
  private final double[] weights;
  private final double[] yesWeights;

  private ExampleSummary(RankingExamples examples, String part) {
    columns = examples.columns();
    objectives = examples.objectives();
    this.part = part;
    known = new long[columns.size()];
    means = new double[columns.size()];
    squares = new double[columns.size()];
    weights = new double[objectives.size()];
    yesWeights = new double[objectives.size()];
  }

  /**
   * Reads all examples once.
   *
   * @param part what the examples are called in messages, such as {@code training}
   * @throws IllegalArgumentException if there are no examples, a list has other columns or
   *     objectives than it should, or a feature is infinite, or a label or weight negative or
   *     infinite
   */
  static ExampleSummary of(RankingExamples examples, String part) {
    if (examples.columns().isEmpty() || examples.objectives().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot train on %d features for %d objectives: configure at least one of each"
              .formatted(examples.columns().size(), examples.objectives().size()));
    }
    ExampleSummary summary = new ExampleSummary(examples, part);
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEachOrdered(summary::add);
    }
    if (summary.rows == 0) {
      throw new IllegalArgumentException(
          "there are no %s examples: wait for more, or choose a longer time".formatted(part));
    }
    return summary;
  }

  private void add(ExampleList list) {
    if (!list.features().columns().equals(columns)) {
      throw new SchemaMismatchException(columns, list.features().columns());
    }
    if (list.labels().length != list.features().rows() * objectives.size()) {
      throw new IllegalArgumentException(
          "a list has %d labels, not %d candidates × the objectives %s"
              .formatted(list.labels().length, list.features().rows(), objectives));
    }
    for (int row = 0; row < list.features().rows(); row++) {
      addFeatures(list.features().values(), row * columns.size());
      addLabels(list, row);
    }
  }

  /** Sums by Welford's method. */
  private void addFeatures(float[] values, int from) {
    for (int column = 0; column < means.length; column++) {
      float value = values[from + column];
      if (Float.isInfinite(value)) {
        throw new IllegalArgumentException(
            "feature %s is infinite: make it NaN where it is not known"
                .formatted(columns.get(column)));
      }
      if (!Float.isNaN(value)) {
        known[column]++;
        double difference = value - means[column];
        means[column] += difference / known[column];
        squares[column] += difference * (value - means[column]);
      }
    }
  }

  private void addLabels(ExampleList list, int row) {
    float weight = list.weights()[row];
    Checks.notNegative("the weight of a candidate", weight);
    for (int objective = 0; objective < weights.length; objective++) {
      float label = list.label(objective, row);
      if (!Float.isNaN(label)) {
        Checks.notNegative("the label of objective " + objectives.get(objective), label);
        weights[objective] += weight;
        yesWeights[objective] += label > 0 ? weight : 0;
      }
    }
    this.weight += weight;
    rows++;
  }

  /**
   * Refuses objectives whose labels do not tell yes from no.
   *
   * @throws IllegalArgumentException if what has a weight is all 0, or all above
   */
  void checkYesAndNo() {
    for (int objective = 0; objective < weights.length; objective++) {
      checkKnown(objective);
      double share = yesShare(objective);
      if (share == 0 || share == 1) {
        throw new IllegalArgumentException(
            "all labels of objective %s among the %s examples are %s: nothing can be learned from them; choose a longer time, or leave the objective out"
                .formatted(objectives.get(objective), part, share == 0 ? "0" : "above 0"));
      }
    }
  }

  /**
   * Refuses objectives without labels.
   *
   * @throws IllegalArgumentException if no label of an objective is known and has a weight
   */
  void checkKnown() {
    for (int objective = 0; objective < weights.length; objective++) {
      checkKnown(objective);
    }
  }

  private void checkKnown(int objective) {
    if (!(weights[objective] > 0)) {
      throw new IllegalArgumentException(
          "there are no %s examples with a known label of objective %s and a weight above 0: wait for more, or choose a longer time"
              .formatted(part, objectives.get(objective)));
    }
  }

  long rows() {
    return rows;
  }

  /** Returns the mean weight of a candidate. */
  double meanWeight() {
    return weight / rows;
  }

  /** Returns the share of the weight that labels above 0 have, in [0, 1]. */
  double yesShare(int objective) {
    return yesWeights[objective] / weights[objective];
  }

  /** Returns the mean of a column's known values; 0 where there are none. */
  double mean(int column) {
    return means[column];
  }

  /** Returns the deviation of a column's known values; 0 for a constant one. */
  double deviation(int column) {
    double deviation = Math.sqrt(squares[column] / Math.max(known[column], 1));
    return deviation > 1e-6 * Math.abs(means[column]) ? deviation : 0;
  }

  /** Returns whether a column has missing values and others. */
  boolean isSometimesMissing(int column) {
    return known[column] > 0 && known[column] < rows;
  }
}
