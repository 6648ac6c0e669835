package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Segment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What sources see of a request: the request, and what is known of whoever asks. Immutable but for
 * the scores, which are computed when they are first asked for.
 *
 * @param rung how much is known
 * @param profile the distinct items of the user's history or, on that rung, the session's; empty on
 *     rungs without a history
 * @param recent the last events of the same
 * @param seen the items that count as seen, by the user's history or the session's
 * @param segments what whoever asks belongs to, the most telling first
 * @param only the items that may be proposed; empty where all may
 * @param scores what models say of the profile, computed once for all sources
 */
public record Query(
    RecommendationRequest request,
    Rung rung,
    Profile profile,
    RecentEvents recent,
    Set<ItemId> seen,
    List<Segment> segments,
    Optional<Set<ItemId>> only,
    ModelScores scores) {
  /** Copies the collections. */
  public Query {
    seen = Set.copyOf(seen);
    segments = List.copyOf(segments);
    only = only.map(Set::copyOf);
  }

  /**
   * Whether a source may propose the item. Where only some may be proposed, these all may; else all
   * but those that were seen, that the request excludes, and that the list is about: none of them
   * will be shown, and leaving them out makes room.
   */
  public boolean allows(ItemId item) {
    return only.isPresent()
        ? only.get().contains(item)
        : !seen.contains(item)
            && !request.exclude().contains(item)
            && !request.seeds().contains(item);
  }

  /** Returns the most items that {@link #allows} may refuse where all may be proposed. */
  int refusedMax() {
    return seen.size() + request.exclude().size() + request.seeds().size();
  }

  /**
   * Returns the type of the actor's last event with the item; the empty string where there is none.
   */
  String lastType(ItemId item) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.items()[i].equals(item)) {
        return recent.types()[i];
      }
    }
    return "";
  }
}
