package io.cairn.models;

/**
 * The way from the root of a tree to one of its leaves, splits by the same feature taken together.
 * For use by one thread.
 */
final class TreePath {
  private int length;
  private double share;
  private final int[] features = new int[TreeEnsemble.DEPTH_MAX];
  private final double[] shares = new double[TreeEnsemble.DEPTH_MAX];
  private final float[] lowest = new float[TreeEnsemble.DEPTH_MAX];
  private final float[] ends = new float[TreeEnsemble.DEPTH_MAX];
  private final boolean[] missingFollow = new boolean[TreeEnsemble.DEPTH_MAX];

  /** Becomes the path to a leaf. */
  void follow(TreeArrays arrays, int tree, int leaf) {
    length = 0;
    share = 1;
    for (int node = leaf; node > 1; node >>= 1) {
      int parent = node >> 1;
      double part = (double) arrays.cover(tree, node) / arrays.cover(tree, parent);
      add(arrays.split(tree, parent), (node & 1) == 0, part);
      share *= part;
    }
  }

  private void add(TreeArrays.Split split, boolean isLeft, double part) {
    int at = 0;
    while (at < length && features[at] != split.feature()) {
      at++;
    }
    if (at == length) {
      features[length] = split.feature();
      shares[length] = 1;
      lowest[length] = Float.NEGATIVE_INFINITY;
      ends[length] = Float.NaN;
      missingFollow[length++] = true;
    }
    shares[at] *= part;
    missingFollow[at] &= split.missingGoLeft() == isLeft;
    if (isLeft) {
      ends[at] =
          split.threshold() < ends[at] || Float.isNaN(ends[at]) ? split.threshold() : ends[at];
    } else {
      lowest[at] = Math.max(lowest[at], split.threshold());
    }
  }

  /** Returns how many different features are on the path. */
  int length() {
    return length;
  }

  /** Returns the share of the tree's training examples that came to the leaf. */
  double share() {
    return share;
  }

  int feature(int place) {
    return features[place];
  }

  /** Returns the product of the shares of the examples that took a feature's splits this way. */
  double share(int place) {
    return shares[place];
  }

  /** Returns whether a value takes this way at all splits by its feature. */
  boolean isFollowed(int place, float value) {
    boolean isWithin = value >= lowest[place] && !(value >= ends[place]);
    return isWithin || (missingFollow[place] && Float.isNaN(value));
  }
}
