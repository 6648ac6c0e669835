package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.BitSet;

/**
 * Turns the codes of one column into vectors, by a table with one row for each bucket and one for
 * codes that are not known. For use by one thread.
 */
final class EmbeddingLayer {
  private final Parameter table;
  private final int buckets;
  private final int size;
  private final BitSet touched = new BitSet();

  /**
   * Makes a layer over its table.
   *
   * @param table row-major, shape {@code [(buckets + 1) × size]}; shared
   */
  EmbeddingLayer(float[] table, int buckets, int size) {
    this.table = Parameter.weights(table);
    this.buckets = buckets;
    this.size = size;
  }

  /** Writes the vector of a code. */
  void forward(float code, float[] to, int from) {
    System.arraycopy(table.values(), row(code) * size, to, from, size);
  }

  /** Adds the gradient for the vector of a code to that of the table. */
  void backward(float code, float[] gradient, int from) {
    int row = row(code);
    Kernel.FASTEST.axpy(1, gradient, from, table.gradient(), row * size, size);
    touched.set(row);
  }

  /** Updates the rows that have a gradient. */
  void update(Adam adam) {
    touched.stream().forEach(row -> adam.update(table, row * size, (row + 1) * size));
    touched.clear();
  }

  private int row(float code) {
    return Float.isFinite(code) ? (int) Math.floorMod((long) code, (long) buckets) : buckets;
  }

  Parameter table() {
    return table;
  }
}
