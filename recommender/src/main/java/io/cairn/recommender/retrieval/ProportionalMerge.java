package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins lists so that each has places in proportion to its weight: the next place goes to the list
 * with the greatest weight over the number of places that it already has, and so every list has its
 * first item before any has its second. This is Adams's method of dividing seats, and the first
 * places of a long list are those of a short one. For use by one thread.
 *
 * @see <a href="https://www.jstor.org/stable/2320864">Balinski, Young. The Webster Method of
 *     Apportionment. The American Mathematical Monthly 87 (4), 1980, which compares the methods</a>
 */
final class ProportionalMerge {

  /**
   * One of the lists.
   *
   * @param weight above 0
   * @param items best first
   */
  record Share(double weight, List<ScoredItem> items) {}

  private final List<Share> shares;
  private final int[] next;
  private final int[] places;
  private final Set<ItemId> taken = new HashSet<>();
  private final List<ScoredItem> merged = new ArrayList<>();

  private ProportionalMerge(List<Share> shares) {
    this.shares = shares;
    next = new int[shares.size()];
    places = new int[shares.size()];
  }

  /**
   * Returns the first places of the joined list. An item of several lists has the place where it
   * comes first, and takes none of the others'. No score is above that of the item before it: it is
   * the item's own, or the lowest before.
   *
   * @param shares of equal claims the earlier goes first
   */
  static List<ScoredItem> of(List<Share> shares, int limit) {
    return new ProportionalMerge(shares).first(limit);
  }

  private List<ScoredItem> first(int limit) {
    int list = mostEntitled();
    while (list >= 0 && merged.size() < limit) {
      add(shares.get(list).items().get(next[list]));
      places[list]++;
      list = mostEntitled();
    }
    return merged;
  }

  private void add(ScoredItem item) {
    float ceiling = merged.isEmpty() ? Float.POSITIVE_INFINITY : merged.getLast().score();
    float score = Math.min(ceiling, item.score());
    merged.add(new ScoredItem(item.item(), score, Optional.empty()));
    taken.add(item.item());
  }

  /** Returns the list to which the next place belongs; -1 if none has an item left. */
  private int mostEntitled() {
    int best = -1;
    double most = 0;
    for (int list = 0; list < next.length; list++) {
      skipTaken(list);
      double claim = shares.get(list).weight() / places[list];
      if (next[list] < shares.get(list).items().size() && claim > most) {
        best = list;
        most = claim;
      }
    }
    return best;
  }

  private void skipTaken(int list) {
    List<ScoredItem> items = shares.get(list).items();
    while (next[list] < items.size() && taken.contains(items.get(next[list]).item())) {
      next[list]++;
    }
  }
}
