package io.cairn.models;

import java.io.IOException;
import java.util.Arrays;

/** Decision trees as flat arrays. Written by one thread, then immutable. */
final class TreeArrays {

  /*
   * Every tree is kept as a complete one of its depth d: node 1 is the root, the children of node
   * n are 2n and 2n + 1, and the nodes from 2^d on are the leaves of the last level. Where the tree
   * ends above the last level, all leaves below have its value and the splits between say NONE, so
   * that whoever walks d steps down arrives at the right value without asking. Place 0 of each tree
   * stays empty. Splits, leaves and covers of all trees follow one another; those of tree t begin
   * at splitStarts[t], the same for its 2^d leaves, and at twice that for its 2^(d+1) covers.
   */

  /** The feature of a split below the end of its tree. */
  static final int NONE = -1;

  /**
   * How a node divides rows.
   *
   * @param feature the number of the column
   * @param threshold values below it go left, others right
   * @param missingGoLeft where rows go whose value is missing
   */
  record Split(int feature, float threshold, boolean missingGoLeft) {}

  private final int[] depths;
  private final int[] splitStarts;
  private final int[] features;
  private final float[] thresholds;
  private final float[] leaves;
  private final float[] covers;

  private TreeArrays(
      int[] depths, int[] features, float[] thresholds, float[] leaves, float[] covers) {
    this.depths = depths;
    this.features = features;
    this.thresholds = thresholds;
    this.leaves = leaves;
    this.covers = covers;
    splitStarts = new int[depths.length];
    for (int tree = 1; tree < depths.length; tree++) {
      splitStarts[tree] = splitStarts[tree - 1] + (1 << depths[tree - 1]);
    }
  }

  /** Makes trees of these depths, which do not split yet and whose value is 0. */
  static TreeArrays ofDepths(int[] depths) {
    int size = Math.toIntExact(size(depths));
    int[] features = new int[size];
    Arrays.fill(features, NONE);
    return new TreeArrays(
        depths, features, new float[size], new float[size], new float[Math.multiplyExact(2, size)]);
  }

  private static long size(int[] depths) {
    return Arrays.stream(depths).mapToLong(depth -> 1L << depth).sum();
  }

  static TreeArrays read(ModelReader in, int columns) throws IOException {
    int[] depths = in.readInts(in.readCount());
    for (int depth : depths) {
      if (depth < 0 || depth > TreeEnsemble.DEPTH_MAX) {
        throw ModelReader.damaged("a tree of depth " + depth);
      }
    }
    long size = size(depths);
    int[] features = in.readInts(size);
    for (int feature : features) {
      if (feature < NONE || feature >= 2 * columns) {
        throw ModelReader.damaged("a split by feature " + feature);
      }
    }
    TreeArrays arrays =
        new TreeArrays(
            depths,
            features,
            in.readFiniteFloats(size),
            in.readFiniteFloats(size),
            in.readFiniteFloats(2 * size));
    for (int tree = 0; tree < depths.length; tree++) {
      arrays.checkCovers(tree, 1);
    }
    return arrays;
  }

  private void checkCovers(int tree, int node) {
    if (isLeaf(tree, node)) {
      return;
    }
    if (!(cover(tree, 2 * node) > 0 && cover(tree, 2 * node + 1) > 0)) {
      throw ModelReader.damaged("a split that no examples came to");
    }
    checkCovers(tree, 2 * node);
    checkCovers(tree, 2 * node + 1);
  }

  void write(ModelWriter out) throws IOException {
    out.writeInt(depths.length);
    out.writeInts(depths);
    out.writeInts(features);
    out.writeFloats(thresholds);
    out.writeFloats(leaves);
    out.writeFloats(covers);
  }

  int trees() {
    return depths.length;
  }

  int depth(int tree) {
    return depths[tree];
  }

  /** Returns where the nodes of a tree begin in arrays of all splits or all leaves. */
  int start(int tree) {
    return splitStarts[tree];
  }

  /** Returns whether the tree ends at this node. */
  boolean isLeaf(int tree, int node) {
    return node >= 1 << depths[tree] || features[start(tree) + node] == NONE;
  }

  /** Returns how an inner node divides rows. */
  Split split(int tree, int node) {
    int code = features[start(tree) + node];
    return new Split(code >> 1, thresholds[start(tree) + node], (code & 1) != 0);
  }

  /** Returns the value of a node where the tree ends. */
  float value(int tree, int node) {
    int place = node;
    while (place < 1 << depths[tree]) {
      place *= 2;
    }
    return leaves[start(tree) + place - (1 << depths[tree])];
  }

  /** Returns how much of the training examples came to a node, by their second derivatives. */
  float cover(int tree, int node) {
    return covers[2 * start(tree) + node];
  }

  /** Returns all leaves, to be read only. */
  float[] leaves() {
    return leaves;
  }

  void setSplit(int tree, int node, Split split) {
    features[start(tree) + node] = 2 * split.feature() + (split.missingGoLeft() ? 1 : 0);
    thresholds[start(tree) + node] = split.threshold();
  }

  /** Ends the tree at a node. */
  void setLeaf(int tree, int node, float value) {
    int level = 31 - Integer.numberOfLeadingZeros(node);
    int below = depths[tree] - level;
    int first = (node << below) - (1 << depths[tree]);
    Arrays.fill(leaves, start(tree) + first, start(tree) + first + (1 << below), value);
  }

  void setCover(int tree, int node, float cover) {
    covers[2 * start(tree) + node] = cover;
  }
}
