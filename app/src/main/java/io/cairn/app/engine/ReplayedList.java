package io.cairn.app.engine;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.features.FeatureStore;
import io.cairn.recommender.Fate;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.WhyNot;
import java.util.List;

/**
 * A list that was made again from the log.
 *
 * @param shown what was recorded of it
 * @param made what it is now that it was made again; only its items from {@code
 *     shown.asked().skipped()} on were shown
 * @param recommender the path by which it was made again
 * @param store the rows as they were
 * @param differences between both, in words for people; none where they are the same to the bit
 * @param reasons why there may be differences; none where there are none, or nothing is known
 */
public record ReplayedList(
    Event.Impression shown,
    Recommendation made,
    Recommender recommender,
    FeatureStore store,
    List<String> differences,
    List<String> reasons) {
  /** Copies the lists. */
  public ReplayedList {
    differences = List.copyOf(differences);
    reasons = List.copyOf(reasons);
  }

  /** Returns what became of an item. */
  public Fate whyNot(ItemId item) {
    return new WhyNot(recommender, made).of(item);
  }

  /** Whether items, order, scores and propensities are those that were recorded, to the bit. */
  public boolean isIdentical() {
    return differences.isEmpty();
  }
}
