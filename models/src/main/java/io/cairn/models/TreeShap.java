package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.util.Arrays;

/**
 * Computes how much each feature adds to the score of a row, as the Shapley values of the game in
 * which a feature that does not take part lets the row go both ways at its splits, in proportion to
 * the training examples that went there ("path-dependent").
 *
 * <p>The values of algorithm 2 of the first paper, by the recursion over paths that it describes.
 * The sums over sets at a leaf are integrals of a product, as in the second paper, and these are
 * exact by a few points of Gauss and Legendre. For use by one thread.
 *
 * @see <a href="https://arxiv.org/abs/1802.03888">Lundberg, Erion, Lee. Consistent Individualized
 *     Feature Attribution for Tree Ensembles. 2018</a>
 * @see <a href="https://arxiv.org/abs/2209.08192">Yu, Bifet, Read, Xu. Linear TreeShap. NeurIPS
 *     2022</a>
 */
final class TreeShap {

  /*
   * On the path to a leaf of value v are m different features. Feature j has the product z of the
   * shares of examples that took its splits the leaf's way, and o, which is 1 if the row goes the
   * leaf's way at all of them and 0 if not. A set S of taking part features gets
   * v · Π(S) o · Π(not S) z, so the Shapley value of i is
   *
   *     v · (o_i - z_i) · Σ(S without i) |S|! (m - |S| - 1)! / m! · Π(S) o · Π(not S, not i) z
   *
   * The weight of a set is the integral of t^|S| (1 - t)^(m - |S| - 1) over t from 0 to 1, which
   * makes the sum that of Π(j, not i) (z_j (1 - t) + o_j t), a polynomial of degree m - 1: three
   * points are exact for six features, six points for twelve.
   *
   * Rows are computed side by side: whether each follows is a 1 or a 0 to multiply by, so that the
   * loops over rows have no branches and are taken by the vector units.
   */

  private static final int BLOCK = 64;
  private static final int POINTS = 3;

  /** Points of three and six in [0, 1], three in a group. */
  private static final double[][] PLACES = {
    {.1127016653792583, .5, .8872983346207417},
    {.3806904069584016, .1693953067668677, .0337652428984240},
    {.6193095930415985, .8306046932331324, .9662347571015760}
  };

  private static final double[][] WEIGHTS = {
    {5 / 18., 8 / 18., 5 / 18.},
    {.2339569672863455, .1803807865240693, .0856622461895852},
    {.2339569672863455, .1803807865240693, .0856622461895852}
  };

  private final TreeEnsemble ensemble;
  private final TreeArrays arrays;
  private final FeatureMatrix features;
  private final int columns;
  private final float[] contributions;
  private int firstRow;
  private int rows;

  /** Of the block, by column, shape {@code [columns × BLOCK]}. */
  private final float[] cells;

  private final double[][] sums;

  private final int[] path = new int[TreeEnsemble.DEPTH_MAX];
  private final double[] shares = new double[TreeEnsemble.DEPTH_MAX];

  /** Whether each row follows the path at its features, and what that was before each split. */
  private final double[][] follows = new double[TreeEnsemble.DEPTH_MAX][BLOCK];

  private final double[][] before = new double[TreeEnsemble.DEPTH_MAX][BLOCK];
  private final double[] products = new double[BLOCK];

  /** Prepares to explain the rows of a matrix. */
  TreeShap(TreeEnsemble ensemble, FeatureMatrix features) {
    this.ensemble = ensemble;
    this.features = features;
    arrays = ensemble.arrays();
    columns = features.columns().size();
    contributions = new float[features.rows() * (columns + 1)];
    cells = new float[columns * BLOCK];
    sums = new double[columns][BLOCK];
  }

  /**
   * Returns the contributions.
   *
   * @return row-major, shape {@code [rows × (columns + 1)]}; the last of each row is what all rows
   *     have
   */
  float[] contributions() {
    double bias = ensemble.base();
    for (int tree = 0; tree < arrays.trees(); tree++) {
      bias += mean(tree, 1);
    }
    for (firstRow = 0; firstRow < features.rows(); firstRow += BLOCK) {
      rows = Math.min(BLOCK, features.rows() - firstRow);
      begin();
      for (int tree = 0; tree < arrays.trees(); tree++) {
        descend(tree, 1, 0, 0);
      }
      end((float) bias);
    }
    return contributions;
  }

  private void begin() {
    for (int column = 0; column < columns; column++) {
      Arrays.fill(sums[column], 0);
      for (int row = 0; row < rows; row++) {
        cells[column * BLOCK + row] = features.values()[(firstRow + row) * columns + column];
      }
    }
  }

  private void end(float bias) {
    for (int row = 0; row < rows; row++) {
      int first = (firstRow + row) * (columns + 1);
      for (int column = 0; column < columns; column++) {
        contributions[first + column] = (float) sums[column][row];
      }
      contributions[first + columns] = bias;
    }
  }

  /** Returns the mean value of the training examples that came to a node. */
  private double mean(int tree, int node) {
    return arrays.isLeaf(tree, node)
        ? arrays.value(tree, node)
        : share(tree, 2 * node) * mean(tree, 2 * node)
            + share(tree, 2 * node + 1) * mean(tree, 2 * node + 1);
  }

  /** Returns which part of the examples at a node's parent came to the node. */
  private double share(int tree, int node) {
    double sum = (double) arrays.cover(tree, node) + arrays.cover(tree, node ^ 1);
    return arrays.cover(tree, node) / sum;
  }

  /**
   * Goes to the leaves below a node.
   *
   * @param length how many features are on the path to the node
   * @param level how many splits are on it
   */
  private void descend(int tree, int node, int length, int level) {
    if (arrays.isLeaf(tree, node)) {
      explain(arrays.value(tree, node), length);
      return;
    }
    TreeArrays.Split split = arrays.split(tree, node);
    int at = 0;
    while (at < length && path[at] != split.feature()) {
      at++;
    }
    double shareBefore = at < length ? shares[at] : 1;
    if (at < length) {
      System.arraycopy(follows[at], 0, before[level], 0, rows);
    } else {
      Arrays.fill(before[level], 0, rows, 1);
    }
    int longer = Math.max(length, at + 1);
    path[at] = split.feature();
    shares[at] = shareBefore * share(tree, 2 * node);
    goLeft(split, before[level], follows[at]);
    descend(tree, 2 * node, longer, level + 1);
    shares[at] = shareBefore * share(tree, 2 * node + 1);
    goRight(before[level], follows[at]);
    descend(tree, 2 * node + 1, longer, level + 1);
    shares[at] = shareBefore;
    System.arraycopy(before[level], 0, follows[at], 0, rows);
  }

  /** Lets the rows follow that did before and go left. */
  private void goLeft(TreeArrays.Split split, double[] from, double[] to) {
    float threshold = split.threshold();
    int first = split.feature() * BLOCK;
    for (int row = 0; row < rows; row++) {
      float cell = cells[first + row];
      boolean isLeft = split.missingGoLeft() ? !(cell >= threshold) : cell < threshold;
      to[row] = isLeft ? from[row] : 0;
    }
  }

  /** Lets the rows follow that did before and do not go left. */
  private void goRight(double[] from, double[] to) {
    for (int row = 0; row < rows; row++) {
      to[row] = from[row] - to[row];
    }
  }

  /** Adds what a leaf does to the rows, by three points or by twice three. */
  private void explain(double value, int length) {
    int first = length <= 2 * POINTS ? 0 : 1;
    int last = length <= 2 * POINTS ? 0 : 2;
    for (int group = first; group <= last; group++) {
      for (int point = 0; point < POINTS; point++) {
        add(PLACES[group][point], value * WEIGHTS[group][point], length);
      }
    }
  }

  /** Adds what a leaf does at one point t. */
  private void add(double t, double weight, int length) {
    Arrays.fill(products, 0, rows, 1);
    for (int i = 0; i < length; i++) {
      multiply(products, follows[i], shares[i] * (1 - t), t);
    }
    for (int i = 0; i < length; i++) {
      double away = -weight / (1 - t);
      double there = weight * (1 - shares[i]) / (shares[i] * (1 - t) + t);
      accumulate(sums[path[i]], follows[i], away, there - away);
    }
  }

  private void multiply(double[] by, double[] follows, double away, double more) {
    for (int row = 0; row < rows; row++) {
      by[row] *= away + follows[row] * more;
    }
  }

  private void accumulate(double[] sum, double[] follows, double away, double more) {
    for (int row = 0; row < rows; row++) {
      sum[row] += products[row] * (away + follows[row] * more);
    }
  }
}
