package io.cairn.models;

import io.cairn.core.FeatureMatrix;

/**
 * Computes how much each feature adds to the score of a row, as the Shapley values of the game in
 * which a feature that does not take part lets the row go both ways at its splits, in proportion to
 * the training examples that went there ("path-dependent").
 *
 * <p>Algorithm 2 of the paper, with two differences. A leaf is worked on by itself instead of in a
 * recursion; and features whose splits lead a row away from the leaf all lose the same, which is
 * computed once. For use by one thread.
 *
 * @see <a href="https://arxiv.org/abs/1802.03888">Lundberg, Erion, Lee. Consistent Individualized
 *     Feature Attribution for Tree Ensembles. 2018</a>
 * @see <a href="https://arxiv.org/abs/2109.09847">Yang. Fast TreeSHAP: Accelerating SHAP Value
 *     Computation for Trees. 2021</a>
 */
final class TreeShap {

  /*
   * On the path to a leaf of value v are m different features. Feature j has the product z of the
   * shares of examples that took its splits the leaf's way, and o, which is 1 if the row goes the
   * leaf's way at all of them and 0 if not. A set S of taking part features gets
   * v · Π(S) o · Π(not S) z. With A the features of o = 1, the Shapley value of i is
   *
   *     i in A:      v · (1 - z_i) · Π(not A) z · Σ(k) w(k) · e_k(A without i)
   *     i not in A: -v ·             Π(not A) z · Σ(k) w(k) · e_k(A)
   *
   * where w(k) = k! (m - k - 1)! / m! and e_k(A) is the sum over all subsets of A of k features of
   * the product of z over the rest of A: the coefficient of y^k in Π(A) (z + y).
   */

  private static final double[][] WEIGHTS = weights();

  private final TreeEnsemble ensemble;
  private final FeatureMatrix features;
  private final double[] sums;
  private final TreePath path = new TreePath();
  private final double[] coefficients = new double[TreeEnsemble.DEPTH_MAX + 1];
  private final boolean[] follows = new boolean[TreeEnsemble.DEPTH_MAX];

  /** Prepares to explain the rows of a matrix. */
  TreeShap(TreeEnsemble ensemble, FeatureMatrix features) {
    this.ensemble = ensemble;
    this.features = features;
    sums = new double[features.rows() * (features.columns().size() + 1)];
  }

  private static double[][] weights() {
    double[][] weights = new double[TreeEnsemble.DEPTH_MAX + 1][];
    for (int m = 1; m < weights.length; m++) {
      weights[m] = new double[m];
      weights[m][0] = 1. / m;
      for (int k = 1; k < m; k++) {
        weights[m][k] = weights[m][k - 1] * k / (m - k);
      }
    }
    return weights;
  }

  /**
   * Returns the contributions.
   *
   * @return row-major, shape {@code [rows × (columns + 1)]}; the last of each row is what all rows
   *     have
   */
  float[] contributions() {
    int width = features.columns().size() + 1;
    for (int last = width - 1; last < sums.length; last += width) {
      sums[last] = ensemble.base();
    }
    for (int tree = 0; tree < ensemble.arrays().trees(); tree++) {
      descend(tree, 1);
    }
    float[] contributions = new float[sums.length];
    for (int cell = 0; cell < contributions.length; cell++) {
      contributions[cell] = (float) sums[cell];
    }
    return contributions;
  }

  private void descend(int tree, int node) {
    TreeArrays arrays = ensemble.arrays();
    if (arrays.isLeaf(tree, node)) {
      path.follow(arrays, tree, node);
      for (int row = 0; row < features.rows(); row++) {
        add(row, arrays.value(tree, node));
      }
      return;
    }
    descend(tree, 2 * node);
    descend(tree, 2 * node + 1);
  }

  /** Adds what the leaf at the end of the path does to a row. */
  private void add(int row, double value) {
    int columns = features.columns().size();
    int first = row * (columns + 1);
    sums[first + columns] += value * path.share();
    int m = path.length();
    double away = value;
    int size = 0;
    coefficients[0] = 1;
    for (int i = 0; i < m; i++) {
      float cell = features.values()[row * columns + path.feature(i)];
      follows[i] = path.isFollowed(i, cell);
      if (follows[i]) {
        multiply(path.share(i), size++);
      } else {
        away *= path.share(i);
      }
    }
    double loss = size < m ? away * sum(WEIGHTS[m], size) : 0;
    for (int i = 0; i < m; i++) {
      double z = path.share(i);
      sums[first + path.feature(i)] +=
          follows[i] ? away * (1 - z) * sumWithout(z, WEIGHTS[m], size) : -loss;
    }
  }

  /** Multiplies the polynomial of a degree with {@code z + y}. */
  private void multiply(double z, int degree) {
    coefficients[degree + 1] = coefficients[degree];
    for (int k = degree; k > 0; k--) {
      coefficients[k] = z * coefficients[k] + coefficients[k - 1];
    }
    coefficients[0] *= z;
  }

  private double sum(double[] weights, int degree) {
    double sum = 0;
    for (int k = 0; k <= degree; k++) {
      sum += weights[k] * coefficients[k];
    }
    return sum;
  }

  /** Returns the same for the polynomial divided by {@code z + y}. */
  private double sumWithout(double z, double[] weights, int degree) {
    double quotient = 0;
    double sum = 0;
    for (int k = degree - 1; k >= 0; k--) {
      quotient = coefficients[k + 1] - z * quotient;
      sum += weights[k] * quotient;
    }
    return sum;
  }
}
