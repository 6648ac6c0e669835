package io.cairn.models;

import java.util.Arrays;

/** Makes sparse rows one cell after the other. For use by one thread. */
final class SparseRowsBuilder {
  private final int[] starts;
  private int[] columns = new int[64];
  private float[] weights = new float[64];
  private int rows;
  private int cells;

  /** Begins the first of so many rows. */
  SparseRowsBuilder(int rows) {
    starts = new int[rows + 1];
  }

  /** Adds a cell to the row that was begun last. */
  void add(int column, float weight) {
    if (cells == columns.length) {
      columns = Arrays.copyOf(columns, 2 * cells);
      weights = Arrays.copyOf(weights, 2 * cells);
    }
    columns[cells] = column;
    weights[cells++] = weight;
  }

  /** Adds the cells of a row of another matrix. */
  void addAll(SparseRows from, int row) {
    for (int cell = from.starts()[row]; cell < from.starts()[row + 1]; cell++) {
      add(from.columns()[cell], from.weights()[cell]);
    }
  }

  /** Ends a row and begins the next. */
  void endRow() {
    starts[++rows] = cells;
  }

  /** Returns the rows, all of which were ended. */
  SparseRows build(int width) {
    return new SparseRows(
        width, starts, Arrays.copyOf(columns, cells), Arrays.copyOf(weights, cells));
  }
}
