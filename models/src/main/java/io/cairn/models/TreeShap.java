package io.cairn.models;

import io.cairn.core.FeatureMatrix;

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
   * Whether rows follow is kept in the bits of a long, one for each of BLOCK rows.
   */

  private static final int BLOCK = Long.SIZE;
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
  private final double[] sums;
  private int firstRow;
  private int rows;

  private final int[] path = new int[TreeEnsemble.DEPTH_MAX];
  private final double[] shares = new double[TreeEnsemble.DEPTH_MAX];
  private final long[] follows = new long[TreeEnsemble.DEPTH_MAX];

  /** At {@code (2 i + o) · POINTS + point}: what feature i multiplies, and what it gets. */
  private final double[] factors = new double[2 * TreeEnsemble.DEPTH_MAX * POINTS];

  private final double[] gains = new double[2 * TreeEnsemble.DEPTH_MAX * POINTS];

  /** Prepares to explain the rows of a matrix. */
  TreeShap(TreeEnsemble ensemble, FeatureMatrix features) {
    this.ensemble = ensemble;
    this.features = features;
    arrays = ensemble.arrays();
    columns = features.columns().size();
    sums = new double[features.rows() * (columns + 1)];
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
      for (firstRow = 0; firstRow < features.rows(); firstRow += BLOCK) {
        rows = Math.min(BLOCK, features.rows() - firstRow);
        descend(tree, 1, 0);
      }
    }
    float[] contributions = new float[sums.length];
    for (int cell = 0; cell < contributions.length; cell++) {
      contributions[cell] = (float) (cell % (columns + 1) == columns ? bias : sums[cell]);
    }
    return contributions;
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

  /** Goes to the leaves below a node, to which a path of some features leads. */
  private void descend(int tree, int node, int length) {
    if (arrays.isLeaf(tree, node)) {
      explain(arrays.value(tree, node), length);
      return;
    }
    TreeArrays.Split split = arrays.split(tree, node);
    long left = left(split);
    int at = 0;
    while (at < length && path[at] != split.feature()) {
      at++;
    }
    double shareBefore = at < length ? shares[at] : 1;
    long followsBefore = at < length ? follows[at] : -1;
    int longer = Math.max(length, at + 1);
    path[at] = split.feature();
    shares[at] = shareBefore * share(tree, 2 * node);
    follows[at] = followsBefore & left;
    descend(tree, 2 * node, longer);
    shares[at] = shareBefore * share(tree, 2 * node + 1);
    follows[at] = followsBefore & ~left;
    descend(tree, 2 * node + 1, longer);
    shares[at] = shareBefore;
    follows[at] = followsBefore;
  }

  /** Returns which rows of the block go left. */
  private long left(TreeArrays.Split split) {
    long left = 0;
    for (int row = rows - 1; row >= 0; row--) {
      float cell = features.values()[(firstRow + row) * columns + split.feature()];
      boolean isLeft = cell < split.threshold() || (split.missingGoLeft() && Float.isNaN(cell));
      left = (left << 1) + (isLeft ? 1 : 0);
    }
    return left;
  }

  /** Adds what a leaf does to the rows, by three points or by twice three. */
  private void explain(double value, int length) {
    int first = length <= 2 * POINTS ? 0 : 1;
    int last = length <= 2 * POINTS ? 0 : 2;
    for (int group = first; group <= last; group++) {
      for (int point = 0; point < POINTS; point++) {
        fill(point, PLACES[group][point], value * WEIGHTS[group][point], length);
      }
      for (int row = 0; row < rows; row++) {
        add(row, length);
      }
    }
  }

  private void fill(int point, double t, double weight, int length) {
    for (int i = 0; i < length; i++) {
      int entry = 2 * i * POINTS + point;
      double away = shares[i] * (1 - t);
      factors[entry] = away;
      gains[entry] = -weight / (1 - t);
      factors[entry + POINTS] = away + t;
      gains[entry + POINTS] = weight * (1 - shares[i]) / (away + t);
    }
  }

  private void add(int row, int length) {
    double a = 1;
    double b = 1;
    double c = 1;
    for (int i = 0; i < length; i++) {
      int entry = (2 * i + (int) ((follows[i] >>> row) & 1)) * POINTS;
      a *= factors[entry];
      b *= factors[entry + 1];
      c *= factors[entry + 2];
    }
    int first = (firstRow + row) * (columns + 1);
    for (int i = 0; i < length; i++) {
      int entry = (2 * i + (int) ((follows[i] >>> row) & 1)) * POINTS;
      sums[first + path[i]] += a * gains[entry] + b * gains[entry + 1] + c * gains[entry + 2];
    }
  }
}
