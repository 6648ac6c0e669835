package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import java.util.BitSet;

/**
 * Turns sparse rows into vectors: the weighted sum of the table's rows that a row names. For use by
 * one thread.
 */
final class EmbeddingBag {
  private final Parameter table;
  private final int size;
  private final BitSet touched = new BitSet();
  private FloatMatrix outputs = FloatMatrix.zeros(0, 0);

  /**
   * Makes a layer over its table.
   *
   * @param table row-major, shape {@code [width of the inputs × size]}; shared
   */
  EmbeddingBag(float[] table, int size) {
    this.table = Parameter.weights(table);
    this.size = size;
  }

  /** Returns the sums, shape {@code [rows × size]}, its own memory until the next call. */
  FloatMatrix forward(SparseRows inputs) {
    outputs = Batches.zeros(outputs, inputs.rows(), size);
    for (int row = 0; row < inputs.rows(); row++) {
      addRow(inputs, row, table.values(), outputs.values(), row * size, size);
    }
    return outputs;
  }

  /** Adds the weighted sum of the table's rows that a row names to a vector. */
  static void addRow(
      SparseRows inputs, int row, float[] table, float[] vector, int from, int size) {
    for (int at = inputs.starts()[row]; at < inputs.starts()[row + 1]; at++) {
      int place = inputs.columns()[at] * size;
      Kernel.FASTEST.axpy(inputs.weights()[at], table, place, vector, from, size);
    }
  }

  /** Adds to the gradient of the table, given that of the sums for the same inputs. */
  void backward(SparseRows inputs, FloatMatrix gradient) {
    for (int row = 0; row < inputs.rows(); row++) {
      for (int at = inputs.starts()[row]; at < inputs.starts()[row + 1]; at++) {
        int column = inputs.columns()[at];
        Kernel.FASTEST.axpy(
            inputs.weights()[at],
            gradient.values(),
            row * size,
            table.gradient(),
            column * size,
            size);
        touched.set(column);
      }
    }
  }

  /** Updates the rows that have a gradient. */
  void update(Adam adam) {
    touched.stream().forEach(row -> adam.update(table, row * size, (row + 1) * size));
    touched.clear();
  }

  Parameter table() {
    return table;
  }
}
