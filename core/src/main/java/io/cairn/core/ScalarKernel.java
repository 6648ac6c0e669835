package io.cairn.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

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
  public float dot(MemorySegment a, long aFrom, float[] b, int length) {
    float even = 0;
    float odd = 0;
    int at = 0;
    for (; at + 1 < length; at += 2) {
      even += number(a, aFrom + at) * b[at];
      odd += number(a, aFrom + at + 1) * b[at + 1];
    }
    return at < length ? even + odd + number(a, aFrom + at) * b[at] : even + odd;
  }

  private static float number(MemorySegment from, long at) {
    return from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES);
  }

  @Override
  public long scoreBlock(
      MemorySegment block, long from, float[] query, float base, float floor, float[] scores) {
    Arrays.fill(scores, 0, BLOCK, 0);
    long at = from;
    for (float number : query) {
      for (int lane = 0; lane < BLOCK; lane++) {
        scores[lane] += number * block.get(ValueLayout.JAVA_BYTE, at + lane);
      }
      at += BLOCK;
    }
    long above = 0;
    for (int lane = 0; lane < BLOCK; lane++) {
      float scale = block.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at + (long) lane * Float.BYTES);
      scores[lane] = scores[lane] * scale + base;
      above |= scores[lane] > floor ? 1L << lane : 0;
    }
    return above;
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
