package io.cairn.core;

import java.util.Arrays;

/** Multiplies matrices of floats. For use by one thread: it keeps its scratch between products. */
public final class MatrixProduct {

  /*
   * The right matrix is packed into strips as wide as the kernel's tile, the left one into panels
   * of as many rows as a tile has, a few hundred of the common dimension at a time so that a strip
   * stays in the cache [1]. What is left of the last panel and strip is zero; a tile that is not
   * wholly inside the result is computed beside it.
   *
   * [1] Goto, van de Geijn. Anatomy of High-Performance Matrix Multiplication. ACM TOMS 34 (3),
   *     2008. https://doi.org/10.1145/1356052.1356053
   */

  private static final int DEPTH_MAX = 256;

  private final Kernel kernel;
  private final int width;
  private final float[] tile;
  private float[] strips = new float[0];
  private float[] panel = new float[0];

  /** Makes one with the fastest kernel. */
  public MatrixProduct() {
    this(Kernel.FASTEST);
  }

  MatrixProduct(Kernel kernel) {
    this.kernel = kernel;
    width = kernel.floatTileColumns();
    tile = new float[Kernel.TILE_ROWS * width];
  }

  /**
   * Adds a product to a matrix: {@code C += A · B}. A and B may be transposed views.
   *
   * @param a shape {@code [rows × depth]}
   * @param b shape {@code [depth × columns]}
   * @param c shape {@code [rows × columns]}, row-major; shares no array with {@code a} or {@code b}
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public void add(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    check(a, b, c);
    for (int from = 0; from < a.columns(); from += DEPTH_MAX) {
      int depth = Math.min(DEPTH_MAX, a.columns() - from);
      pack(b, from, depth);
      if (panel.length != depth * Kernel.TILE_ROWS) {
        panel = new float[depth * Kernel.TILE_ROWS];
      }
      for (int row = 0; row < c.rows(); row += Kernel.TILE_ROWS) {
        fillPanel(a, row, from);
        addPanel(c, row);
      }
    }
  }

  private static void check(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    boolean fit = a.rows() == c.rows() && a.columns() == b.rows() && b.columns() == c.columns();
    if (!fit || c.columnStep() != 1) {
      throw new IllegalArgumentException(
          "cannot add the product of %d × %d and %d × %d to a row-major %d × %d"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
    }
  }

  private void pack(FloatMatrix b, int from, int depth) {
    int count = Math.ceilDiv(b.columns(), width);
    if (strips.length < count * depth * width) {
      strips = new float[count * depth * width];
    }
    for (int strip = 0; strip < count; strip++) {
      int inside = Math.min(width, b.columns() - strip * width);
      for (int k = 0; k < depth; k++) {
        int to = (strip * depth + k) * width;
        copy(b, from + k, strip * width, to, inside);
        Arrays.fill(strips, to + inside, to + width, 0);
      }
    }
  }

  private void copy(FloatMatrix b, int row, int column, int to, int length) {
    int at = row * b.rowStep() + column * b.columnStep();
    if (b.columnStep() == 1) {
      System.arraycopy(b.values(), at, strips, to, length);
      return;
    }
    for (int lane = 0; lane < length; lane++) {
      strips[to + lane] = b.values()[at + lane * b.columnStep()];
    }
  }

  private void fillPanel(FloatMatrix a, int row, int from) {
    int inside = Math.min(Kernel.TILE_ROWS, a.rows() - row);
    if (inside < Kernel.TILE_ROWS) {
      Arrays.fill(panel, 0);
    }
    for (int r = 0; r < inside; r++) {
      int at = (row + r) * a.rowStep() + from * a.columnStep();
      for (int to = r; to < panel.length; to += Kernel.TILE_ROWS) {
        panel[to] = a.values()[at];
        at += a.columnStep();
      }
    }
  }

  private void addPanel(FloatMatrix c, int row) {
    boolean rowsInside = row + Kernel.TILE_ROWS <= c.rows();
    for (int column = 0; column < c.columns(); column += width) {
      int strip = column / width;
      if (rowsInside && column + width <= c.columns()) {
        int from = row * c.rowStep() + column;
        kernel.addTile(c.values(), from, c.rowStep(), panel, strips, strip);
      } else {
        Arrays.fill(tile, 0);
        kernel.addTile(tile, 0, width, panel, strips, strip);
        addTileTo(c, row, column);
      }
    }
  }

  private void addTileTo(FloatMatrix c, int row, int column) {
    int rows = Math.min(Kernel.TILE_ROWS, c.rows() - row);
    int columns = Math.min(width, c.columns() - column);
    for (int r = 0; r < rows; r++) {
      int to = (row + r) * c.rowStep() + column;
      kernel.axpy(1, tile, r * width, c.values(), to, columns);
    }
  }
}
