package io.cairn.core;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One ask for recommendations. Immutable.
 *
 * @param surface the place that asks, such as {@code home} or {@code similar}
 * @param seeds the items that the list is about: the item of the page, or the basket; may be empty
 * @param count how many items to return, at least 1
 * @param exclude items that must not be shown
 * @param time the moment as of which rows are read; the caller's "now"
 */
public record RecommendationRequest(
    RequestId id,
    String surface,
    Visitor visitor,
    List<ItemId> seeds,
    int count,
    Context context,
    Set<ItemId> exclude,
    Instant time) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public RecommendationRequest {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, was " + count);
    }
    seeds = List.copyOf(seeds);
    exclude = Set.copyOf(exclude);
  }

  /** Returns the same for another number of items. */
  public RecommendationRequest withCount(int other) {
    return new RecommendationRequest(id, surface, visitor, seeds, other, context, exclude, time);
  }
}
