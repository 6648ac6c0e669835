package io.cairn.models;

import java.io.IOException;
import java.util.Arrays;

/**
 * A sparse matrix in compressed rows, without times: what the trainers compute with and what the
 * sparse models keep. Immutable by agreement.
 *
 * @param width the number of columns
 * @param starts where each row begins in the two arrays below, shape {@code [rows + 1]}
 * @param columns shape {@code [starts[rows]]}
 * @param weights same shape
 */
@SuppressWarnings("ArrayRecordComponent") // for hot loops; identity is never compared
record SparseRows(int width, int[] starts, int[] columns, float[] weights) {

  /** Returns the interactions without their times; shares the arrays. */
  static SparseRows of(InteractionMatrix matrix) {
    return new SparseRows(matrix.items(), matrix.starts(), matrix.columns(), matrix.weights());
  }

  /** Joins rows that were made one by one; row {@code r} has the columns {@code columns[r]}. */
  static SparseRows join(int width, int[][] columns, float[][] weights) {
    int[] starts = new int[columns.length + 1];
    for (int row = 0; row < columns.length; row++) {
      starts[row + 1] = Math.addExact(starts[row], columns[row].length);
    }
    int[] allColumns = new int[starts[columns.length]];
    float[] allWeights = new float[allColumns.length];
    for (int row = 0; row < columns.length; row++) {
      System.arraycopy(columns[row], 0, allColumns, starts[row], columns[row].length);
      System.arraycopy(weights[row], 0, allWeights, starts[row], columns[row].length);
    }
    return new SparseRows(width, starts, allColumns, allWeights);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the rows do not fit together
   */
  static SparseRows read(ModelReader in, int rows, int width) throws IOException {
    int[] starts = in.readInts(rows + 1L);
    for (int row = 0; row < rows; row++) {
      if (starts[0] != 0 || starts[row] > starts[row + 1]) {
        throw ModelReader.damaged("row " + row + " starts wrongly");
      }
    }
    int[] columns = in.readInts(starts[rows]);
    for (int column : columns) {
      if (column < 0 || column >= width) {
        throw ModelReader.damaged("column %d of %d".formatted(column, width));
      }
    }
    return new SparseRows(width, starts, columns, in.readFloats(starts[rows]));
  }

  void write(ModelWriter out) throws IOException {
    out.writeInts(starts);
    out.writeInts(columns);
    out.writeFloats(weights);
  }

  int rows() {
    return starts.length - 1;
  }

  int cells() {
    return starts[rows()];
  }

  int length(int row) {
    return starts[row + 1] - starts[row];
  }

  /** Returns the cells with a positive weight, of each row at most the last {@code lengthMax}. */
  SparseRows positive(int lengthMax) {
    int[] ends = new int[starts.length];
    int[] kept = new int[cells()];
    float[] keptWeights = new float[kept.length];
    int size = 0;
    for (int row = 0; row < rows(); row++) {
      int skip = Math.max(0, positives(row) - lengthMax);
      for (int cell = starts[row]; cell < starts[row + 1]; cell++) {
        if (weights[cell] > 0 && skip-- <= 0) {
          kept[size] = columns[cell];
          keptWeights[size++] = weights[cell];
        }
      }
      ends[row + 1] = size;
    }
    return new SparseRows(width, ends, Arrays.copyOf(kept, size), Arrays.copyOf(keptWeights, size));
  }

  /** Returns how many cells of a row have a positive weight. */
  int positives(int row) {
    int count = 0;
    for (int cell = starts[row]; cell < starts[row + 1]; cell++) {
      count += weights[cell] > 0 ? 1 : 0;
    }
    return count;
  }

  /** Returns some of the rows, in the order in which they are named. */
  SparseRows picked(int[] rows) {
    int[][] pickedColumns = new int[rows.length][];
    float[][] pickedWeights = new float[rows.length][];
    for (int at = 0; at < rows.length; at++) {
      int from = starts[rows[at]];
      int to = starts[rows[at] + 1];
      pickedColumns[at] = Arrays.copyOfRange(columns, from, to);
      pickedWeights[at] = Arrays.copyOfRange(weights, from, to);
    }
    return join(width, pickedColumns, pickedWeights);
  }

  /** Returns the mirror image: a row for each column, its cells in the order of the rows here. */
  SparseRows transposed() {
    int[] next = new int[width + 1];
    for (int cell = 0; cell < cells(); cell++) {
      next[columns[cell] + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] mirrorStarts = next.clone();
    int[] mirrorColumns = new int[cells()];
    float[] mirrorWeights = new float[cells()];
    for (int row = 0; row < rows(); row++) {
      for (int cell = starts[row]; cell < starts[row + 1]; cell++) {
        int to = next[columns[cell]]++;
        mirrorColumns[to] = row;
        mirrorWeights[to] = weights[cell];
      }
    }
    return new SparseRows(rows(), mirrorStarts, mirrorColumns, mirrorWeights);
  }
}
