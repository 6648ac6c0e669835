package io.cairn.core;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A symmetric matrix of doubles that can be replaced by its inverse. Only the lower triangle is
 * kept: about {@code 4 n²} bytes for {@code n} rows. For use by one thread, except that different
 * rows may be written by different threads.
 */
public final class SymmetricMatrix {

  /*
   * The inverse is the symmetric sweep (Gauss-Jordan) in blocks [1]. With D the block K of the
   * diagonal and U the columns of K, one step makes
   *
   *     A[K,K] = -inverse(D)
   *     A[.,K] = V = U · inverse(D)
   *     A      = A - V · transpose(U)       outside K
   *
   * and after all blocks A is minus the inverse. The matrix stays symmetric in each step, so only
   * the lower triangle is worked on: n³ multiplications and additions in all, nearly all of them
   * in the last line. A positive definite matrix needs no pivots.
   *
   * For that line U is packed into strips as wide as the kernel's tile, [depth × tileColumns] each,
   * and the rows are padded to whole tiles. What stands right of the diagonal in the padding is
   * never read.
   *
   * [1] Goodnight. A Tutorial on the SWEEP Operator. The American Statistician 33 (3), 1979.
   *     https://doi.org/10.1080/00031305.1979.10482685
   */

  private static final int BLOCK = 64;
  private static final int ROWS_PER_TASK = 64;

  private final int size;
  private final double[][] lower;
  private final Kernel kernel;

  /**
   * Makes a matrix of zeros.
   *
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  public SymmetricMatrix(int size) {
    this(size, Kernel.FASTEST);
  }

  SymmetricMatrix(int size, Kernel kernel) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, was " + size);
    }
    this.size = size;
    this.kernel = kernel;
    lower = new double[roundUp(size, Kernel.TILE_ROWS)][];
    for (int row = 0; row < lower.length; row++) {
      lower[row] = new double[roundUp(roundUp(row + 1, Kernel.TILE_ROWS), kernel.tileColumns())];
    }
  }

  /** Returns the number of bytes that a matrix of that size takes. */
  public static long bytes(int size) {
    return 4L * size * (size + 24L);
  }

  /** Returns the number of rows, which is the number of columns. */
  public int size() {
    return size;
  }

  /** Returns a cell; the order of row and column does not matter. */
  public double at(int row, int column) {
    return row >= column ? lower[row][column] : lower[column][row];
  }

  /** Sets a cell and its mirror image. */
  public void set(int row, int column, double value) {
    lower[Math.max(row, column)][Math.min(row, column)] = value;
  }

  /**
   * Replaces the matrix by its inverse, on all cores.
   *
   * @param progress is told of the rows done, as {@code inverting}
   * @throws IllegalArgumentException if the matrix is not positive definite; its content is lost
   */
  public void invert(Progress progress) {
    for (int from = 0; from < size; from += BLOCK) {
      sweep(from, Math.min(from + BLOCK, size));
      progress.at("inverting", Math.min(from + BLOCK, size), size);
    }
    tasks().forEach(task -> eachRow(task, this::negate));
  }

  private void negate(int row) {
    for (int column = 0; column <= row; column++) {
      lower[row][column] = -lower[row][column];
    }
  }

  private void sweep(int from, int to) {
    int depth = to - from;
    double[] inverse = invertedBlock(from, depth);
    double[] u = new double[lower.length * depth];
    double[] v = new double[lower.length * depth];
    tasks().forEach(task -> eachRow(task, row -> fillPanels(row, from, inverse, u, v)));
    double[][] strips = strips(u, depth);
    tasks().forEach(task -> update(task, v, strips));
    tasks().forEach(task -> eachRow(task, row -> writeBack(row, from, inverse, v)));
  }

  /** Fills a row of U and of V; the rows of the block itself stay 0, so that nothing changes. */
  private void fillPanels(int row, int from, double[] inverse, double[] u, double[] v) {
    int depth = u.length / lower.length;
    if (row >= from && row < from + depth) {
      return;
    }
    for (int k = 0; k < depth; k++) {
      double cell = at(row, from + k);
      u[row * depth + k] = cell;
      for (int column = 0; column < depth; column++) {
        v[row * depth + column] += cell * inverse[k * depth + column];
      }
    }
  }

  private double[][] strips(double[] u, int depth) {
    int width = kernel.tileColumns();
    double[][] strips = new double[roundUp(size, width) / width][depth * width];
    for (int row = 0; row < size; row++) {
      double[] strip = strips[row / width];
      for (int k = 0; k < depth; k++) {
        strip[k * width + row % width] = u[row * depth + k];
      }
    }
    return strips;
  }

  /**
   * Subtracts V · transpose(U) from the rows of a task; a strip stays in the cache for them all.
   */
  private void update(int task, double[] v, double[][] strips) {
    int first = task * ROWS_PER_TASK;
    int last = Math.min(first + ROWS_PER_TASK, lower.length);
    int width = kernel.tileColumns();
    for (int strip = 0; strip * width < Math.min(last, size); strip++) {
      int above = Math.max(first, strip * width / Kernel.TILE_ROWS * Kernel.TILE_ROWS);
      for (int row = above; row < last; row += Kernel.TILE_ROWS) {
        kernel.subtractTile(lower, row, strip * width, v, strips[strip]);
      }
    }
  }

  private void writeBack(int row, int from, double[] inverse, double[] v) {
    int depth = v.length / lower.length;
    boolean inside = row >= from && row < from + depth;
    for (int k = 0; k < depth; k++) {
      if (!inside) {
        set(row, from + k, v[row * depth + k]);
      } else if (from + k <= row) {
        set(row, from + k, -inverse[(row - from) * depth + k]);
      }
    }
  }

  /** Returns the inverse of a block of the diagonal, by the same sweep with blocks of one. */
  private double[] invertedBlock(int from, int depth) {
    double[] block = new double[depth * depth];
    for (int row = 0; row < depth; row++) {
      for (int column = 0; column < depth; column++) {
        block[row * depth + column] = -at(from + row, from + column);
      }
    }
    for (int k = 0; k < depth; k++) {
      pivot(block, depth, k, from);
    }
    return block;
  }

  /** Sweeps one pivot of minus a block; after all pivots it is the block's inverse. */
  private static void pivot(double[] block, int depth, int k, int from) {
    double pivot = -block[k * depth + k];
    if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the matrix is not positive definite: pivot %d is %s".formatted(from + k, pivot));
    }
    double[] column = new double[depth];
    for (int row = 0; row < depth; row++) {
      column[row] = block[row * depth + k];
    }
    for (int row = 0; row < depth; row++) {
      for (int other = 0; other < depth; other++) {
        block[row * depth + other] += column[row] * column[other] / pivot;
      }
    }
    for (int row = 0; row < depth; row++) {
      block[row * depth + k] = block[k * depth + row] = column[row] / pivot;
    }
    block[k * depth + k] = 1 / pivot;
  }

  private IntStream tasks() {
    return IntStream.range(0, Math.ceilDiv(lower.length, ROWS_PER_TASK)).parallel();
  }

  private void eachRow(int task, IntConsumer action) {
    int first = task * ROWS_PER_TASK;
    IntStream.range(first, Math.min(first + ROWS_PER_TASK, size)).forEach(action);
  }

  private static int roundUp(int number, int multiple) {
    return Math.ceilDiv(number, multiple) * multiple;
  }
}
