package io.cairn.models;

import java.util.List;

/**
 * How columns become the inputs of a network. A numeric column is one input, standardised and
 * clipped, 0 where it is missing; and one more, 1 where it is missing, if it ever was in training.
 * A categorical column is an embedding. What is not a finite number counts as missing.
 *
 * @param columns the names of the features
 * @param means of the numeric columns in training, shape {@code [columns]}; shared
 * @param scales one by the deviation of the numeric columns in training, 0 for a constant one,
 *     shape {@code [columns]}; shared
 * @param missing 1 for a numeric column with an input for being missing, else 0, shape {@code
 *     [columns]}; shared
 * @param buckets of the categorical columns, 0 for a numeric one, shape {@code [columns]}; shared
 * @param embeddingSize the length of an embedding
 */
@SuppressWarnings("ArrayRecordComponent") // a part of a model; identity is never compared
record InputEncoding(
    List<String> columns,
    float[] means,
    float[] scales,
    int[] missing,
    int[] buckets,
    int embeddingSize) {

  private static final double DEVIATIONS_MAX = 5;

  /** Returns the number of the first input of a column; of the column after the last, of all. */
  int firstInput(int column) {
    int inputs = 0;
    for (int before = 0; before < column; before++) {
      inputs = Math.addExact(inputs, width(before));
    }
    return inputs;
  }

  /** Returns the number of inputs of all columns. */
  int inputs() {
    return firstInput(columns.size());
  }

  boolean isCategorical(int column) {
    return buckets[column] > 0;
  }

  private int width(int column) {
    return isCategorical(column) ? embeddingSize : 1 + missing[column];
  }

  /** Writes the inputs of a numeric column for one of its values. */
  void encode(int column, float value, float[] to, int from) {
    boolean isMissing = !Float.isFinite(value);
    double deviations = isMissing ? 0 : ((double) value - means[column]) * scales[column];
    to[from] = (float) Math.clamp(deviations, -DEVIATIONS_MAX, DEVIATIONS_MAX);
    if (missing[column] > 0) {
      to[from + 1] = isMissing ? 1 : 0;
    }
  }
}
