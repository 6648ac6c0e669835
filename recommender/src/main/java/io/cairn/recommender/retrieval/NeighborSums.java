package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.TopK;
import io.cairn.models.ItemToItemModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Adds up, for each neighbour of some anchors, how near it is to them. For use by one thread. */
final class NeighborSums {

  /*
   * Every pair of an anchor and a neighbour is kept as one number, the neighbour's column above the
   * place of the pair: sorted, the pairs of a neighbour stand together in the order of the anchors.
   */

  private long[] pairs = new long[256];
  private float[] parts = new float[256];
  private final List<ItemId> anchors = new ArrayList<>();
  private int size;

  /** Adds the neighbours of one anchor, each with its similarity times the weight. */
  void add(ItemToItemModel.Neighbors neighbors, float weight, ItemId anchor) {
    if (size + neighbors.size() > pairs.length) {
      int more = Math.max(2 * pairs.length, size + neighbors.size());
      pairs = Arrays.copyOf(pairs, more);
      parts = Arrays.copyOf(parts, more);
    }
    for (int i = 0; i < neighbors.size(); i++) {
      pairs[size] = (long) neighbors.columns()[i] << Integer.SIZE | size;
      parts[size++] = neighbors.similarities()[i] * weight;
      anchors.add(anchor);
    }
  }

  /**
   * Returns the wanted neighbours with the highest sums, best first; each is there because of the
   * anchor that adds most.
   *
   * @param items the model's items
   */
  List<ScoredItem> best(int limit, ItemVocabulary items, Predicate<ItemId> wanted) {
    Arrays.sort(pairs, 0, size);
    int[] columns = new int[size];
    int[] strongest = new int[size];
    float[] sums = new float[size];
    int last = -1;
    for (int at = 0; at < size; at++) {
      int column = (int) (pairs[at] >> Integer.SIZE);
      int pair = (int) pairs[at];
      if (last < 0 || columns[last] != column) {
        last++;
        columns[last] = column;
        strongest[last] = pair;
      }
      sums[last] += parts[pair];
      strongest[last] = parts[pair] > parts[strongest[last]] ? pair : strongest[last];
    }
    List<ScoredItem> best = new ArrayList<>();
    float[] filled = Arrays.copyOf(sums, last + 1);
    for (int at : TopK.of(filled, limit, i -> wanted.test(items.item(columns[i])))) {
      Optional<ItemId> because = Optional.of(anchors.get(strongest[at]));
      best.add(new ScoredItem(items.item(columns[at]), sums[at], because));
    }
    return best;
  }
}
