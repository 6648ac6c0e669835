package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.io.IOException;
import java.util.Arrays;

/** The sum of many decision trees. Immutable, and safe for use by multiple threads. */
final class TreeEnsemble {

  /*
   * A step down a tree should be a handful of instructions without a branch that depends on the
   * row, so that the walks of several rows overlap in the processor:
   *
   * - a node is one long: above, which cell of the row to look at; below, the threshold;
   * - floats are compared as ints whose order is the same;
   * - a row is there twice, with missing values as the smallest int and as the largest, and a node
   *   looks at the copy that makes missing values go its way;
   * - LANES rows walk down side by side, and BLOCK rows go through all trees before the next, so
   *   that they stay in the cache.
   */

  static final int DEPTH_MAX = 12;

  private static final int LANES = 8;
  private static final int BLOCK = 64;

  private final float base;
  private final TreeArrays arrays;
  private final long[] nodes;

  TreeEnsemble(float base, TreeArrays arrays) {
    this.base = base;
    this.arrays = arrays;
    nodes = new long[arrays.leaves().length];
    for (int tree = 0; tree < arrays.trees(); tree++) {
      for (int node = 1; node < 1 << arrays.depth(tree); node++) {
        if (!arrays.isLeaf(tree, node)) {
          nodes[arrays.start(tree) + node] = packed(arrays.split(tree, node));
        }
      }
    }
  }

  private static long packed(TreeArrays.Split split) {
    long cell = 2L * split.feature() + (split.missingGoLeft() ? 0 : 1);
    return (cell << 32) | (ordered(split.threshold()) & 0xffffffffL);
  }

  /** Returns an int that is below that of another float if the float is. */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value + 0f); // -0 becomes 0
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  static TreeEnsemble read(ModelReader in, int columns) throws IOException {
    return new TreeEnsemble(in.readFiniteFloat(), TreeArrays.read(in, columns));
  }

  void write(ModelWriter out) throws IOException {
    out.writeFloat(base);
    arrays.write(out);
  }

  /** Returns what every row has before the first tree. */
  float base() {
    return base;
  }

  TreeArrays arrays() {
    return arrays;
  }

  /**
   * Returns the sum of the trees' values for each row.
   *
   * @return shape {@code [features.rows()]}
   */
  float[] score(FeatureMatrix features) {
    int columns = features.columns().size();
    int[] cells = new int[BLOCK * 2 * columns];
    float[] sums = new float[BLOCK];
    float[] scores = new float[features.rows()];
    for (int first = 0; first < scores.length; first += BLOCK) {
      int rows = Math.min(BLOCK, scores.length - first);
      fill(cells, features.values(), first * columns, rows * columns);
      Arrays.fill(sums, base);
      for (int tree = 0; tree < arrays.trees(); tree++) {
        for (int row = 0; row < rows; row += LANES) {
          walk(tree, cells, row * 2 * columns, 2 * columns, sums, row);
        }
      }
      System.arraycopy(sums, 0, scores, first, rows);
    }
    return scores;
  }

  private static void fill(int[] cells, float[] values, int from, int length) {
    for (int at = 0; at < length; at++) {
      float value = values[from + at];
      boolean isMissing = Float.isNaN(value);
      int order = ordered(value);
      cells[2 * at] = isMissing ? Integer.MIN_VALUE : order;
      cells[2 * at + 1] = isMissing ? Integer.MAX_VALUE : order;
    }
  }

  /** Walks {@link #LANES} rows down a tree, and adds the values to their sums. */
  private void walk(int tree, int[] cells, int from, int width, float[] sums, int row) {
    int start = arrays.start(tree);
    int depth = arrays.depth(tree);
    long[] nodes = this.nodes;
    int a = 1;
    int b = 1;
    int c = 1;
    int d = 1;
    int e = 1;
    int f = 1;
    int g = 1;
    int h = 1;
    for (int level = 0; level < depth; level++) {
      a = child(a, nodes[start + a], cells, from);
      b = child(b, nodes[start + b], cells, from + width);
      c = child(c, nodes[start + c], cells, from + 2 * width);
      d = child(d, nodes[start + d], cells, from + 3 * width);
      e = child(e, nodes[start + e], cells, from + 4 * width);
      f = child(f, nodes[start + f], cells, from + 5 * width);
      g = child(g, nodes[start + g], cells, from + 6 * width);
      h = child(h, nodes[start + h], cells, from + 7 * width);
    }
    float[] leaves = arrays.leaves();
    int offset = start - (1 << depth);
    sums[row] += leaves[offset + a];
    sums[row + 1] += leaves[offset + b];
    sums[row + 2] += leaves[offset + c];
    sums[row + 3] += leaves[offset + d];
    sums[row + 4] += leaves[offset + e];
    sums[row + 5] += leaves[offset + f];
    sums[row + 6] += leaves[offset + g];
    sums[row + 7] += leaves[offset + h];
  }

  /** Returns the child where a row goes: the difference is negative if its cell is below. */
  private static int child(int place, long node, int[] cells, int from) {
    long difference = (long) cells[from + (int) (node >> 32)] - (int) node;
    return 2 * place + 1 + (int) (difference >> 63);
  }
}
