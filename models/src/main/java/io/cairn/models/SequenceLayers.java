package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import io.cairn.core.MatrixProduct;
import java.util.Map;
import java.util.Objects;

/**
 * What encoders of sequences are made of, over the numbers of a model. Immutable.
 *
 * @param factors the length of the vectors
 * @param numbers by the names of {@link SequenceShape#shapes}; shared
 */
record SequenceLayers(int factors, Map<String, float[]> numbers) {
  /** Keeps a vector without any deviation from being divided by 0; PyTorch's default. */
  private static final double EPSILON = 1e-5;

  /** Returns the numbers of a name; shared. */
  float[] table(String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  /**
   * Returns the sum of the vectors of what is told of each of the last items.
   *
   * @param count how many
   * @return shape {@code [count × factors]}
   */
  FloatMatrix inputs(SequenceLearner.Inputs row, int count) {
    FloatMatrix sums = FloatMatrix.zeros(count, factors);
    int first = row.columns().length - count;
    for (int at = 0; at < count; at++) {
      addRow("items", row.columns()[first + at], sums, at);
      addRow("types", row.codes()[first + at], sums, at);
      addRow("gaps", row.gaps()[first + at], sums, at);
    }
    return sums;
  }

  /** Adds a row of a table to one of a matrix. */
  void addRow(String table, int row, FloatMatrix to, int at) {
    Kernel.FASTEST.axpy(1, table(table), row * factors, to.values(), at * factors, factors);
  }

  /**
   * Returns a matrix with each row normalised: less its mean, over its deviation, scaled and
   * shifted.
   *
   * @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros, Hinton. Layer Normalization.
   *     2016</a>
   */
  FloatMatrix norm(FloatMatrix x, String name) {
    float[] scale = table(name + " scale");
    float[] shift = table(name + " shift");
    FloatMatrix normal = FloatMatrix.zeros(x.rows(), factors);
    for (int row = 0; row < x.rows(); row++) {
      int from = row * factors;
      double mean = 0;
      for (int at = from; at < from + factors; at++) {
        mean += x.values()[at] / factors;
      }
      double variance = 0;
      for (int at = from; at < from + factors; at++) {
        double deviation = x.values()[at] - mean;
        variance += deviation * deviation / factors;
      }
      float inverse = (float) (1 / Math.sqrt(variance + EPSILON));
      for (int at = 0; at < factors; at++) {
        float deviation = (float) (x.values()[from + at] - mean);
        normal.values()[from + at] = deviation * inverse * scale[at] + shift[at];
      }
    }
    return normal;
  }

  /** Returns what a dense layer makes of each row, {@code x Wᵀ + b}. */
  FloatMatrix dense(FloatMatrix x, String name) {
    float[] weights = table(name + " weights");
    float[] bias = table(name + " bias");
    FloatMatrix outputs = FloatMatrix.zeros(x.rows(), bias.length);
    for (int row = 0; row < x.rows(); row++) {
      System.arraycopy(bias, 0, outputs.values(), row * bias.length, bias.length);
    }
    FloatMatrix w = FloatMatrix.of(weights, bias.length, x.columns());
    new MatrixProduct().add(x, w.transposed(), outputs);
    return outputs;
  }

  /** Returns the last rows of a matrix. */
  static FloatMatrix tail(FloatMatrix x, int count) {
    FloatMatrix tail = FloatMatrix.zeros(count, x.columns());
    int from = (x.rows() - count) * x.columns();
    System.arraycopy(x.values(), from, tail.values(), 0, count * x.columns());
    return tail;
  }
}
