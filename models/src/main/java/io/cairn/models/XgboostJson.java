package io.cairn.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/** Reads the trees out of a model that XGBoost wrote as JSON. */
final class XgboostJson {
  private XgboostJson() {}

  /**
   * Reads the first trees.
   *
   * @param base what all candidates start with
   */
  static TreeEnsemble read(byte[] json, int trees, float base) {
    try {
      JsonNode model = new ObjectMapper().readTree(json);
      JsonNode all = model.at("/learner/gradient_booster/model/trees");
      int[] depths = IntStream.range(0, trees).map(tree -> depth(all.get(tree), 0)).toArray();
      TreeArrays arrays = TreeArrays.ofDepths(depths);
      for (int tree = 0; tree < trees; tree++) {
        new Copy(all.get(tree), arrays, tree).copy(0, 1);
      }
      return new TreeEnsemble(base, arrays);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the trees of XGBoost: " + e.getMessage(), e);
    }
  }

  private static int depth(JsonNode tree, int node) {
    return isLeaf(tree, node)
        ? 0
        : 1 + Math.max(depth(tree, left(tree, node)), depth(tree, right(tree, node)));
  }

  private static boolean isLeaf(JsonNode tree, int node) {
    return left(tree, node) < 0;
  }

  private static int left(JsonNode tree, int node) {
    return tree.get("left_children").get(node).intValue();
  }

  private static int right(JsonNode tree, int node) {
    return tree.get("right_children").get(node).intValue();
  }

  /** Copies one tree. */
  private record Copy(JsonNode tree, TreeArrays arrays, int number) {

    /** Copies a node and all below to the node of a complete tree. */
    void copy(int node, int place) {
      arrays.setCover(number, place, number("sum_hessian", node));
      float condition = number("split_conditions", node);
      if (isLeaf(tree, node)) {
        arrays.setLeaf(number, place, condition);
        return;
      }
      boolean missingGoLeft = tree.get("default_left").get(node).asInt() != 0;
      int feature = tree.get("split_indices").get(node).intValue();
      arrays.setSplit(number, place, new TreeArrays.Split(feature, condition, missingGoLeft));
      copy(left(tree, node), 2 * place);
      copy(right(tree, node), 2 * place + 1);
    }

    private float number(String array, int node) {
      return tree.get(array).get(node).floatValue();
    }
  }
}
