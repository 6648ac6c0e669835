package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import java.util.stream.IntStream;

/**
 * Which rows have which items, as a graph between both. An edge weighs 1 over the square root of
 * the product of the degrees of its ends, so that nothing grows by being passed on.
 *
 * @param rows the edges of each row
 * @param items the edges of each item
 * @param degrees how many rows each item has, shape {@code [items]}
 */
@SuppressWarnings("ArrayRecordComponent") // for hot loops; identity is never compared
record ItemGraph(SparseRows rows, SparseRows items, float[] degrees) {
  private static final int ROWS_PER_TASK = 256;

  /** Makes the graph of all cells, whatever their weights. */
  static ItemGraph of(SparseRows cells) {
    float[] degrees = new float[cells.width()];
    for (int column : cells.columns()) {
      degrees[column]++;
    }
    float[] weights = new float[cells.cells()];
    for (int row = 0; row < cells.rows(); row++) {
      for (int cell = cells.starts()[row]; cell < cells.starts()[row + 1]; cell++) {
        double product = (double) cells.length(row) * degrees[cells.columns()[cell]];
        weights[cell] = (float) (1 / Math.sqrt(product));
      }
    }
    SparseRows rows = new SparseRows(cells.width(), cells.starts(), cells.columns(), weights);
    return new ItemGraph(rows, rows.transposed(), degrees);
  }

  /**
   * Returns what arrives when each item passes its vector to its rows and these pass theirs back:
   * {@code transpose(N) N X}.
   *
   * @param vectors X, shape {@code [items × factors]}, row-major
   */
  FloatMatrix propagated(FloatMatrix vectors) {
    return product(items, product(rows, vectors));
  }

  private static FloatMatrix product(SparseRows edges, FloatMatrix vectors) {
    FloatMatrix sums = FloatMatrix.zeros(edges.rows(), vectors.columns());
    IntStream.range(0, Math.ceilDiv(edges.rows(), ROWS_PER_TASK))
        .parallel()
        .forEach(
            task -> {
              int last = Math.min((task + 1) * ROWS_PER_TASK, edges.rows());
              for (int row = task * ROWS_PER_TASK; row < last; row++) {
                sum(edges, row, vectors, sums);
              }
            });
    return sums;
  }

  private static void sum(SparseRows edges, int row, FloatMatrix vectors, FloatMatrix sums) {
    int width = vectors.columns();
    for (int edge = edges.starts()[row]; edge < edges.starts()[row + 1]; edge++) {
      int from = edges.columns()[edge] * width;
      Kernel.FASTEST.axpy(
          edges.weights()[edge], vectors.values(), from, sums.values(), row * width, width);
    }
  }
}
