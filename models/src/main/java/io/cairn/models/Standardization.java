package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Brings columns to mean 0 and deviation 1, as they were among the training examples. A value that
 * is missing becomes 0, the mean; so does any value of a column that was constant or never known.
 * Immutable.
 *
 * @param means of the known values, shape {@code [columns]}; not copied
 * @param scales what a difference from the mean is multiplied by, shape {@code [columns]}; not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
record Standardization(float[] means, float[] scales) {

  /** Reads all examples once; the sums by Welford's method. */
  static Standardization of(RankingExamples examples) {
    int columns = examples.columns().size();
    long[] counts = new long[columns];
    double[] means = new double[columns];
    double[] squares = new double[columns];
    try (Stream<ExampleList> lists = examples.lists()) {
      lists.forEach(list -> add(list.features(), counts, means, squares));
    }
    Standardization standardization = new Standardization(new float[columns], new float[columns]);
    for (int column = 0; column < columns; column++) {
      double deviation = Math.sqrt(squares[column] / Math.max(counts[column], 1));
      boolean varies = deviation > 1e-6 * Math.abs(means[column]);
      standardization.means[column] = (float) means[column];
      standardization.scales[column] = varies ? (float) (1 / deviation) : 0;
    }
    return standardization;
  }

  private static void add(FeatureMatrix features, long[] counts, double[] means, double[] squares) {
    int column = 0;
    for (float value : features.values()) {
      if (!Float.isNaN(value)) {
        counts[column]++;
        double difference = value - means[column];
        means[column] += difference / counts[column];
        squares[column] += difference * (value - means[column]);
      }
      column = column + 1 == counts.length ? 0 : column + 1;
    }
  }

  static Standardization read(ModelReader in, int columns) throws IOException {
    return new Standardization(in.readFiniteFloats(columns), in.readFiniteFloats(columns));
  }

  void write(ModelWriter out) throws IOException {
    out.writeFloats(means);
    out.writeFloats(scales);
  }

  /** Returns a standardised value; what is not finite counts as missing. */
  double apply(float value, int column) {
    return Float.isFinite(value) ? ((double) value - means[column]) * scales[column] : 0;
  }

  /**
   * Standardises a row.
   *
   * @param values is overwritten, shape {@code [columns + 1]}; the last is 1, for the intercept
   */
  void apply(FeatureMatrix features, int row, double[] values) {
    for (int column = 0; column < means.length; column++) {
      values[column] = apply(features.values()[row * means.length + column], column);
    }
    values[means.length] = 1;
  }
}
