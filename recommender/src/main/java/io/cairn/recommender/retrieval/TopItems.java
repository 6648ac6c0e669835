package io.cairn.recommender.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best items of a stream: O(n log limit). For use by one thread. */
final class TopItems {
  private final int limit;
  private final PriorityQueue<ScoredItem> worstFirst;

  TopItems(int limit) {
    this.limit = limit;
    worstFirst = new PriorityQueue<>((a, b) -> betterFirst(b, a));
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

  /** Orders better first; ties in the order of the ids, so that equal inputs give equal lists. */
  private static int betterFirst(ScoredItem a, ScoredItem b) {
    int byScore = Float.compare(b.score(), a.score());
    return byScore != 0 ? byScore : a.item().value().compareTo(b.item().value());
  }

  /** Returns what was kept, best first. */
  List<ScoredItem> bestFirst() {
    List<ScoredItem> items = new ArrayList<>(worstFirst);
    items.sort(TopItems::betterFirst);
    return items;
  }
}
