package io.cairn.models;

import io.cairn.core.FloatMatrix;
import java.util.Arrays;

/** What layers do to whole batches: row-major matrices, cell by cell. */
final class Batches {
  private Batches() {}

  /** Returns zeros of a shape, in the same memory if there is enough. */
  static FloatMatrix zeros(FloatMatrix memory, int rows, int columns) {
    FloatMatrix zeros = memory.resized(rows, columns);
    Arrays.fill(zeros.values(), 0, rows * columns, 0);
    return zeros;
  }

  /** Adds to each cell of {@code to} that of {@code batch}. */
  static void add(FloatMatrix batch, FloatMatrix to) {
    float[] added = batch.values();
    float[] sums = to.values();
    for (int cell = 0; cell < cells(batch); cell++) {
      sums[cell] += added[cell];
    }
  }

  /** Adds to each cell of {@code to} the product of those of two batches. */
  static void addProduct(FloatMatrix one, FloatMatrix other, FloatMatrix to) {
    float[] left = one.values();
    float[] right = other.values();
    float[] sums = to.values();
    for (int cell = 0; cell < cells(one); cell++) {
      sums[cell] += left[cell] * right[cell];
    }
  }

  /** Copies all columns of {@code from} to those of {@code to} from {@code column} on. */
  static void copyInto(FloatMatrix from, FloatMatrix to, int column) {
    for (int row = 0; row < from.rows(); row++) {
      System.arraycopy(
          from.values(),
          row * from.columns(),
          to.values(),
          row * to.columns() + column,
          from.columns());
    }
  }

  /** Copies the columns of {@code from} from {@code column} on to all columns of {@code to}. */
  static void copyOutOf(FloatMatrix from, int column, FloatMatrix to) {
    for (int row = 0; row < to.rows(); row++) {
      System.arraycopy(
          from.values(),
          row * from.columns() + column,
          to.values(),
          row * to.columns(),
          to.columns());
    }
  }

  static int cells(FloatMatrix batch) {
    return batch.rows() * batch.columns();
  }
}
