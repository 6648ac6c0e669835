package io.cairn.recommender.retrieval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best items of a stream: O(n log limit). For use by one thread. */
final class TopItems {
  /** Better first; ties in the order of the ids, so that equal inputs give equal lists. */
  private static final Comparator<ScoredItem> BETTER_FIRST =
      Comparator.comparingDouble(ScoredItem::score)
          .reversed()
          .thenComparing(scored -> scored.item().value());

  private final int limit;
  private final PriorityQueue<ScoredItem> worstFirst;

  TopItems(int limit) {
    this.limit = limit;
    worstFirst = new PriorityQueue<>(Collections.reverseOrder(BETTER_FIRST));
  }

  /** Whether an item with the score would be kept; ties are decided by {@link #add}. */
  boolean wants(float score) {
    return worstFirst.size() < limit || score >= worstFirst.element().score();
  }

  void add(ScoredItem item) {
    worstFirst.add(item);
    if (worstFirst.size() > limit) {
      worstFirst.remove();
    }
  }

  /** Returns what was kept, best first. */
  List<ScoredItem> bestFirst() {
    List<ScoredItem> items = new ArrayList<>(worstFirst);
    items.sort(BETTER_FIRST);
    return items;
  }
}
