package io.cairn.app.engine;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.ranking.Ranking;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a ranker saw of the items that it put into a list.
 *
 * @param items without those that filled the list up
 * @param features one row for each of them
 * @param offset what the rows had seen
 * @param end of the log when the list was asked for
 */
record ServedList(
    RequestId request, List<ItemId> items, FeatureMatrix features, long offset, long end) {

  /** Returns what is known of a list; empty for one that no model ordered. */
  static Optional<ServedList> of(Recommendation made, long end) {
    Set<ItemId> filled = made.trace().course().filled();
    List<ItemId> items =
        made.items().stream()
            .map(Recommended::candidate)
            .map(c -> c.item())
            .filter(i -> !filled.contains(i))
            .toList();
    return made.basis().map(basis -> of(made, basis, items, end));
  }

  private static ServedList of(
      Recommendation made, Ranking.Basis basis, List<ItemId> items, long end) {
    return new ServedList(made.request().id(), items, basis.features(items), basis.offset(), end);
  }

  /** Whether events were in the log that the rows had not seen. */
  boolean isBehind() {
    return offset < end;
  }
}
