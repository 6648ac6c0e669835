package io.cairn.core;

/** Plain loops, for where the vector units are out of reach. */
final class ScalarKernel implements Kernel {

  @Override
  public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
    float even = 0;
    float odd = 0;
    int at = 0;
    for (; at + 1 < length; at += 2) {
      even += a[aFrom + at] * b[bFrom + at];
      odd += a[aFrom + at + 1] * b[bFrom + at + 1];
    }
    return at < length ? even + odd + a[aFrom + at] * b[bFrom + at] : even + odd;
  }

  @Override
  public void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int length) {
    for (int at = 0; at < length; at++) {
      y[yFrom + at] += alpha * x[xFrom + at];
    }
  }

  @Override
  public int tileColumns() {
    return 8;
  }

  @Override
  public void subtractTile(double[][] c, int row, int column, double[] a, double[] b) {
    int width = tileColumns();
    int depth = b.length / width;
    for (int r = row; r < row + TILE_ROWS; r++) {
      for (int k = 0; k < depth; k++) {
        double factor = a[r * depth + k];
        for (int lane = 0; lane < width; lane++) {
          c[r][column + lane] -= factor * b[k * width + lane];
        }
      }
    }
  }

  @Override
  public int floatTileColumns() {
    return 16;
  }

  @Override
  public void addTile(float[] c, int from, int stride, float[] panel, float[] strips, int strip) {
    int width = floatTileColumns();
    int depth = panel.length / TILE_ROWS;
    for (int row = 0; row < TILE_ROWS; row++) {
      for (int k = 0; k < depth; k++) {
        axpy(
            panel[k * TILE_ROWS + row],
            strips,
            (strip * depth + k) * width,
            c,
            from + row * stride,
            width);
      }
    }
  }
}
