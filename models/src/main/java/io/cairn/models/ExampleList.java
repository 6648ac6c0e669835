package io.cairn.models;

import io.cairn.core.FeatureMatrix;

/**
 * The candidates of one request and what became of them.
 *
 * @param features of the candidates, as they were at the moment of the request
 * @param labels what became of each, at least 0 and higher is better, {@link Float#NaN} where it is
 *     not known; shape {@code [objectives × features.rows()]}, one objective after the other; not
 *     copied, do not modify
 * @param weights how much each candidate counts, at least 0; shape {@code [features.rows()]}; not
 *     copied, do not modify
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record ExampleList(FeatureMatrix features, float[] labels, float[] weights) {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if labels or weights do not fit the rows
   */
  public ExampleList {
    if (features.rows() == 0 || labels.length == 0 || labels.length % features.rows() != 0) {
      throw new IllegalArgumentException(
          "labels must be objectives × %d, were %d".formatted(features.rows(), labels.length));
    }
    if (weights.length != features.rows()) {
      throw new IllegalArgumentException(
          "weights must be %d, were %d".formatted(features.rows(), weights.length));
    }
  }

  /** Returns the label of a candidate for an objective, by their numbers. */
  public float label(int objective, int row) {
    return labels[objective * features.rows() + row];
  }
}
