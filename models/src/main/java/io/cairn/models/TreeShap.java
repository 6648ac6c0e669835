package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes how much each feature adds to the score of a row, as the Shapley values of the game in
 * which a feature that does not take part lets the row go both ways at its splits, in proportion to
 * the training examples that went there ("path-dependent").
 *
 * <p>As in the second paper, the sums over sets are integrals of a product, which a few points of
 * Gauss and Legendre tell exactly, and an edge adds for all leaves below it at once. For use by one
 * thread.
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
   * makes the sum that of Π(j, not i) x_j with x_j = z_j (1 - t) + o_j t, a polynomial of degree
   * m - 1: three points are exact for six features, six points for twelve.
   *
   * At one t, a split by feature i sends the share s of examples left, and the row if o' is 1.
   * Earlier splits by i left z and o, which are 1 without any. Its children take the parts y and
   * 1 - y of the factor x_i, where
   *
   *     y = s + o (o' - s) t / (z (1 - t) + t)
   *
   * So the product P of a node is carried down as P y and P (1 - y), and the value U below a node,
   * that of a leaf being v, back up as y U_left + (1 - y) U_right. What both edges of the split add
   * to feature i, less what is taken back from its earlier edge, comes to
   *
   *     o (o' - s) · P (U_left - U_right) · z / (z (1 - t) + t)²
   *
   * Rows are computed side by side: whether each follows is a 1 or a 0 to multiply by, so that the
   * loops over rows have no branches and are taken by the vector units.
   */

  private static final int BLOCK = 64;
  private static final int POINTS = 3;
  private static final float[] ALL = new float[BLOCK];

  static {
    Arrays.fill(ALL, 1);
  }

  /** Places in [0, 1] and their weights. */
  @SuppressWarnings("ArrayRecordComponent") // identity is never compared
  private record Points(double[] places, double[] weights) {}

  private static final Points SHALLOW =
      new Points(
          new double[] {.1127016653792583, .5, .8872983346207417},
          new double[] {5 / 18., 8 / 18., 5 / 18.});

  private static final double[] SIX_WEIGHTS = {
    .2339569672863455, .1803807865240693, .0856622461895852
  };

  private static final List<Points> DEEP =
      List.of(
          new Points(
              new double[] {.3806904069584016, .1693953067668677, .0337652428984240}, SIX_WEIGHTS),
          new Points(
              new double[] {.6193095930415985, .8306046932331324, .9662347571015760}, SIX_WEIGHTS));

  private static final int SHALLOW_DEPTH = 2 * POINTS;

  private final TreeEnsemble ensemble;
  private final TreeArrays arrays;
  private final FeatureMatrix features;
  private final int columns;
  private final float[] contributions;
  private int firstRow;
  private int rows;

  /** The block by column, shape {@code [columns × BLOCK]}; minus infinity for what is missing. */
  private final float[] missingLeft;

  /** The same, with infinity for what is missing. */
  private final float[] missingRight;

  private final float[][] sums;

  /** The points in use. */
  private double[] places = {};

  private final Level[] levels = new Level[TreeEnsemble.DEPTH_MAX + 1];

  /** What is known of a node on the path, and of the edge that goes on from it; by row. */
  private static final class Level {

    /** P at each point. */
    private final float[][] products = new float[POINTS][BLOCK];

    /** U at each point. */
    private float[][] values = new float[POINTS][BLOCK];

    /** U of the left child. */
    private float[][] leftValues = new float[POINTS][BLOCK];

    /** How much a row that goes left takes from the right at each point: t / (z (1 - t) + t). */
    private final float[] slopes = new float[POINTS];

    /** What the split adds at each point: z / (z (1 - t) + t)². */
    private final float[] factors = new float[POINTS];

    /** The s of the split. */
    private float left;

    /** o (o' - s) of the split. */
    private final float[] moves = new float[BLOCK];

    private int feature;

    /** The z that the edge leaves. */
    private double share;

    /** The o that the edge leaves. */
    private final float[] follows = new float[BLOCK];
  }

  /** Prepares to explain the rows of a matrix. */
  TreeShap(TreeEnsemble ensemble, FeatureMatrix features) {
    this.ensemble = ensemble;
    this.features = features;
    arrays = ensemble.arrays();
    columns = features.columns().size();
    contributions = new float[features.rows() * (columns + 1)];
    missingLeft = new float[columns * BLOCK];
    missingRight = new float[columns * BLOCK];
    sums = new float[columns][BLOCK];
    Arrays.setAll(levels, _ -> new Level());
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
      explain(SHALLOW, 0, SHALLOW_DEPTH);
      for (Points points : DEEP) {
        explain(points, SHALLOW_DEPTH + 1, TreeEnsemble.DEPTH_MAX);
      }
      end((float) bias);
    }
    return contributions;
  }

  private void begin() {
    for (int column = 0; column < columns; column++) {
      Arrays.fill(sums[column], 0);
      for (int row = 0; row < rows; row++) {
        float cell = features.values()[(firstRow + row) * columns + column] + 0f; // no -0
        int place = column * BLOCK + row;
        missingLeft[place] = Float.isNaN(cell) ? Float.NEGATIVE_INFINITY : cell;
        missingRight[place] = Float.isNaN(cell) ? Float.POSITIVE_INFINITY : cell;
      }
    }
  }

  /** Adds what some points tell of the trees of some depths. */
  private void explain(Points points, int depthMin, int depthMax) {
    places = points.places();
    for (int point = 0; point < POINTS; point++) {
      Arrays.fill(levels[0].products[point], (float) points.weights()[point]);
    }
    for (int tree = 0; tree < arrays.trees(); tree++) {
      if (arrays.depth(tree) >= depthMin && arrays.depth(tree) <= depthMax) {
        descend(tree, 1, 0);
      }
    }
  }

  private void end(float bias) {
    for (int row = 0; row < rows; row++) {
      int first = (firstRow + row) * (columns + 1);
      for (int column = 0; column < columns; column++) {
        contributions[first + column] = sums[column][row];
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

  /** Adds what the splits from a node on do, and tells its value. */
  private void descend(int tree, int node, int at) {
    Level level = levels[at];
    if (arrays.isLeaf(tree, node)) {
      for (float[] values : level.values) {
        Arrays.fill(values, 0, rows, arrays.value(tree, node));
      }
      return;
    }
    TreeArrays.Split split = arrays.split(tree, node);
    @Nullable Level earlier = earlier(split.feature(), at);
    float[] follows = earlier == null ? ALL : earlier.follows;
    double earlierShare = earlier == null ? 1 : earlier.share;
    double share = share(tree, 2 * node);
    level.feature = split.feature();
    level.left = (float) share;
    slope(level, earlierShare);
    goLeft(split, follows, level);
    if (arrays.isLeaf(tree, 2 * node) && arrays.isLeaf(tree, 2 * node + 1)) {
      addLeaves(level, arrays.value(tree, 2 * node), arrays.value(tree, 2 * node + 1));
      return;
    }
    Level child = levels[at + 1];
    carry(level, child);
    level.share = earlierShare * share;
    descend(tree, 2 * node, at + 1);
    float[][] leftValues = child.values;
    child.values = level.leftValues;
    level.leftValues = leftValues;
    turnRight(follows, level, child);
    level.share = earlierShare * (1 - share);
    descend(tree, 2 * node + 1, at + 1);
    add(level, child.values);
  }

  /** Returns the last edge before a node that is by a feature. */
  private @Nullable Level earlier(int feature, int at) {
    for (int level = at - 1; level >= 0; level--) {
      if (levels[level].feature == feature) {
        return levels[level];
      }
    }
    return null;
  }

  /** Lets the rows follow that did before and go left, where the difference has a sign. */
  private void goLeft(TreeArrays.Split split, float[] from, Level level) {
    float[] cells = split.missingGoLeft() ? missingLeft : missingRight;
    float[] follows = level.follows;
    float[] moves = level.moves;
    float threshold = split.threshold();
    float left = level.left;
    int first = split.feature() * BLOCK;
    for (int row = 0; row < rows; row++) {
      int goes = Float.floatToRawIntBits(cells[first + row] - threshold) >>> 31;
      follows[row] = from[row] * goes;
      moves[row] = from[row] * (goes - left);
    }
  }

  private void slope(Level level, double share) {
    for (int point = 0; point < POINTS; point++) {
      double factor = 1 / (share * (1 - places[point]) + places[point]);
      level.slopes[point] = (float) (places[point] * factor);
      level.factors[point] = (float) (share * factor * factor);
    }
  }

  /** Gives the left child its products. */
  private void carry(Level level, Level child) {
    float[] moves = level.moves;
    for (int point = 0; point < POINTS; point++) {
      float slope = level.slopes[point];
      float left = level.left;
      float[] from = level.products[point];
      float[] to = child.products[point];
      for (int row = 0; row < rows; row++) {
        to[row] = from[row] * (left + moves[row] * slope);
      }
    }
  }

  /** Lets the other rows follow, and gives the right child the rest of the products. */
  private void turnRight(float[] from, Level level, Level child) {
    float[] follows = level.follows;
    for (int row = 0; row < rows; row++) {
      follows[row] = from[row] - follows[row];
    }
    for (int point = 0; point < POINTS; point++) {
      float[] all = level.products[point];
      float[] products = child.products[point];
      for (int row = 0; row < rows; row++) {
        products[row] = all[row] - products[row];
      }
    }
  }

  /** Adds what a split does, and tells the value of its node. */
  private void add(Level level, float[][] right) {
    float[] sum = sums[level.feature];
    float[] moves = level.moves;
    for (int point = 0; point < POINTS; point++) {
      float left = level.left;
      float slope = level.slopes[point];
      float factor = level.factors[point];
      float[] products = level.products[point];
      float[] lefts = level.leftValues[point];
      float[] rights = right[point];
      float[] values = level.values[point];
      for (int row = 0; row < rows; row++) {
        float difference = lefts[row] - rights[row];
        sum[row] += moves[row] * products[row] * difference * factor;
        values[row] = rights[row] + (left + moves[row] * slope) * difference;
      }
    }
  }

  /** Does the same where both children are leaves. */
  private void addLeaves(Level level, float leftValue, float rightValue) {
    float[] sum = sums[level.feature];
    float[] moves = level.moves;
    float difference = leftValue - rightValue;
    for (int point = 0; point < POINTS; point++) {
      float factor = difference * level.factors[point];
      float slope = difference * level.slopes[point];
      float least = rightValue + level.left * difference;
      float[] products = level.products[point];
      float[] values = level.values[point];
      for (int row = 0; row < rows; row++) {
        sum[row] += moves[row] * products[row] * factor;
        values[row] = least + moves[row] * slope;
      }
    }
  }
}
