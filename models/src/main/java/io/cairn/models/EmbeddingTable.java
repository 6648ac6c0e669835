package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.BitSet;

/**
 * Vectors that are learned, of which a step of learning touches some: only these are updated. For
 * use by one thread.
 */
final class EmbeddingTable {
  private final Parameter vectors;
  private final int size;
  private final BitSet touched = new BitSet();

  /**
   * Makes a table over its numbers.
   *
   * @param vectors row-major, shape {@code [rows × size]}; shared
   */
  EmbeddingTable(float[] vectors, int size) {
    this.vectors = Parameter.weights(vectors);
    this.size = size;
  }

  /** Returns the length of a vector. */
  int size() {
    return size;
  }

  /** Adds so many times a vector of the table to another. */
  void addTo(float weight, int row, float[] vector, int from) {
    Kernel.FASTEST.axpy(weight, vectors.values(), row * size, vector, from, size);
  }

  /** Adds so many times a gradient to that of a vector. */
  void addGradient(float weight, int row, float[] gradient, int from) {
    Kernel.FASTEST.axpy(weight, gradient, from, vectors.gradient(), row * size, size);
    touched.set(row);
  }

  /** Updates the vectors that have a gradient. */
  void update(Adam adam) {
    touched.stream().forEach(row -> adam.update(vectors, row * size, (row + 1) * size));
    touched.clear();
  }

  Parameter vectors() {
    return vectors;
  }
}
