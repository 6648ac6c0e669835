package io.cairn.models;

import java.util.stream.IntStream;

/**
 * Scores whose outcome is known, without those of weight 0 or an unknown label.
 *
 * @param scores finite, ascending
 * @param isYes whether the label was above 0
 * @param weights above 0
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
record ScoredLabels(double[] scores, boolean[] isYes, double[] weights) {

  /**
   * Sorts and checks.
   *
   * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, or
   *     nothing is left
   */
  static ScoredLabels of(float[] scores, float[] labels, float[] weights) {
    if (labels.length != scores.length || weights.length != scores.length) {
      throw new IllegalArgumentException(
          "%d scores need as many labels and weights, were %d and %d"
              .formatted(scores.length, labels.length, weights.length));
    }
    int[] rows =
        IntStream.range(0, scores.length)
            .filter(row -> weights[row] > 0 && !Float.isNaN(labels[row]))
            .boxed()
            .sorted((a, b) -> Float.compare(scores[a], scores[b]))
            .mapToInt(row -> row)
            .toArray();
    if (rows.length == 0) {
      throw new IllegalArgumentException(
          "cannot calibrate on no scores with a known label: hold more examples out");
    }
    ScoredLabels sorted =
        new ScoredLabels(
            new double[rows.length], new boolean[rows.length], new double[rows.length]);
    for (int at = 0; at < rows.length; at++) {
      sorted.scores[at] = scores[rows[at]];
      sorted.isYes[at] = labels[rows[at]] > 0;
      sorted.weights[at] = weights[rows[at]];
      if (!Double.isFinite(sorted.scores[at])) {
        throw new IllegalArgumentException("a score is not finite: " + sorted.scores[at]);
      }
    }
    return sorted;
  }

  int size() {
    return scores.length;
  }
}
