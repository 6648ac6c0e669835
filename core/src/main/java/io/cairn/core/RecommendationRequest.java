package io.cairn.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * One ask for recommendations. Immutable.
 *
 * @param surface the place that asks, such as {@code home} or {@code similar}
 * @param seeds the items that the list is about: the item of the page, or the basket; may be empty
 * @param count how many items to return, at least 1
 * @param exclude items that must not be shown
 * @param time the moment as of which rows are read; the caller's "now", in milliseconds, as the log
 *     keeps it
 * @param rules that hold for this request beside those that hold anyway
 */
public record RecommendationRequest(
    RequestId id,
    String surface,
    Visitor visitor,
    List<ItemId> seeds,
    int count,
    Context context,
    Set<ItemId> exclude,
    Instant time,
    List<Rule> rules) {
  /**
   * Copies the collections, and cuts the time to milliseconds.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public RecommendationRequest {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, was " + count);
    }
    seeds = List.copyOf(seeds);
    exclude = Set.copyOf(exclude);
    time = time.truncatedTo(ChronoUnit.MILLIS);
    rules = List.copyOf(rules);
  }

  /** Makes an ask without rules of its own. */
  public RecommendationRequest(
      RequestId id,
      String surface,
      Visitor visitor,
      List<ItemId> seeds,
      int count,
      Context context,
      Set<ItemId> exclude,
      Instant time) {
    this(id, surface, visitor, seeds, count, context, exclude, time, List.of());
  }

  /** Returns the same ask with rules of its own. */
  public RecommendationRequest withRules(List<Rule> newRules) {
    return new RecommendationRequest(
        id, surface, visitor, seeds, count, context, exclude, time, newRules);
  }

  /** Returns the same for another number of items. */
  public RecommendationRequest withCount(int other) {
    return new RecommendationRequest(
        id, surface, visitor, seeds, other, context, exclude, time, rules);
  }
}
