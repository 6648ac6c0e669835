package io.cairn.models;

import io.cairn.core.FloatMatrix;

/**
 * Turns sparse rows into vectors: the weighted sum of the vectors that a row names. For use by one
 * thread.
 */
final class EmbeddingBag {
  private final EmbeddingTable table;
  private FloatMatrix outputs = FloatMatrix.zeros(0, 0);

  /** Makes a layer over a table, which other layers may use, too. */
  EmbeddingBag(EmbeddingTable table) {
    this.table = table;
  }

  /** Returns the sums, shape {@code [rows × size]}, its own memory until the next call. */
  FloatMatrix forward(SparseRows inputs) {
    outputs = Batches.zeros(outputs, inputs.rows(), table.size());
    for (int row = 0; row < inputs.rows(); row++) {
      for (int cell = inputs.starts()[row]; cell < inputs.starts()[row + 1]; cell++) {
        table.addTo(
            inputs.weights()[cell], inputs.columns()[cell], outputs.values(), row * table.size());
      }
    }
    return outputs;
  }

  /** Adds to the gradient of the table, given that of the sums for the same inputs. */
  void backward(SparseRows inputs, FloatMatrix gradient) {
    for (int row = 0; row < inputs.rows(); row++) {
      for (int cell = inputs.starts()[row]; cell < inputs.starts()[row + 1]; cell++) {
        table.addGradient(
            inputs.weights()[cell], inputs.columns()[cell], gradient.values(), row * table.size());
      }
    }
  }
}
