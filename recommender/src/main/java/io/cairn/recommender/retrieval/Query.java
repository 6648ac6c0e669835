package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.TopK;
import io.cairn.core.User;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Segment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * What sources see of a request: the request, and what is known of whoever asks. Immutable but for
 * what models see of it, which is computed when it is first asked for.
 *
 * @param rung how much is known
 * @param profile the distinct items of the user's history or, on that rung, the session's; empty on
 *     rungs without a history
 * @param recent the last events of the same
 * @param seen the items that count as seen, by the user's history or the session's
 * @param segments what whoever asks belongs to, the most telling first
 * @param only the items that may be proposed; empty where all may
 * @param view what models see of the request, computed once for all sources
 * @param user what is known of whoever asks beside events; empty for a session and where nothing is
 * @param seenEvent says after which event an item counts as seen; empty for one that does not
 * @param admission which items rules let be proposed
 */
public record Query(
    RecommendationRequest request,
    Rung rung,
    Profile profile,
    RecentEvents recent,
    Set<ItemId> seen,
    List<Segment> segments,
    Optional<Set<ItemId>> only,
    ModelView view,
    Optional<User> user,
    Function<ItemId, Optional<SeenEvent>> seenEvent,
    Admission admission) {
  /** Copies the collections but those of seen items, which may be large and must not change. */
  public Query {
    segments = List.copyOf(segments);
    only = only.map(Set::copyOf);
  }

  /** Returns the same for sources that propose only what is admitted. */
  public Query within(Admission newAdmission) {
    return new Query(
        request,
        rung,
        profile,
        recent,
        seen,
        segments,
        only,
        view.within(newAdmission),
        user,
        seenEvent,
        newAdmission);
  }

  /**
   * Returns what is known of the same visitor for another request of theirs.
   *
   * @param other of the same visitor in the same circumstances
   */
  public Query asking(RecommendationRequest other) {
    ModelView others = view.refusing(List.of(seen, other.exclude(), Set.copyOf(other.seeds())));
    return new Query(
        other, rung, profile, recent, seen, segments, only, others, user, seenEvent, admission);
  }

  /**
   * Whether a source may propose the item. Where only some may be proposed, these all may; else all
   * but those that were seen, that the request excludes, that the list is about, and that rules
   * refuse: none of them will be shown, and leaving them out makes room.
   */
  public boolean allows(ItemId item) {
    return only.isPresent()
        ? only.get().contains(item)
        : !seen.contains(item)
            && !request.exclude().contains(item)
            && !request.seeds().contains(item)
            && admission.admits(item);
  }

  /**
   * Returns the best of a model's items that may be proposed, best first; equal scores in the order
   * of the columns.
   *
   * @param scores of every item, shape {@code [items.size()]}; an item with negative infinity is
   *     left out
   */
  List<ScoredItem> best(ItemVocabulary items, float[] scores, int limit) {
    int[] columns = TopK.of(scores, limit, wanted(items));
    List<ScoredItem> best = new ArrayList<>(columns.length);
    for (int column : columns) {
      best.add(new ScoredItem(items.item(column), scores[column], Optional.empty()));
    }
    return best;
  }

  /**
   * Returns the best of a model's items that may be proposed and have a score above 0, best first.
   *
   * @param scores of every item, shape {@code [items.size()]}, or {@code [0]} for none; not changed
   */
  List<ScoredItem> bestPositive(ItemVocabulary items, float[] scores, int limit) {
    float[] positive = new float[scores.length];
    for (int column = 0; column < scores.length; column++) {
      positive[column] = scores[column] > 0 ? scores[column] : Float.NEGATIVE_INFINITY;
    }
    return best(items, positive, limit);
  }

  private IntPredicate wanted(ItemVocabulary items) {
    if (only.isPresent()) {
      return column -> only.get().contains(items.item(column));
    }
    BitSet refused = view.refused(items);
    return admission.isByColumn()
        ? column -> !refused.get(column)
        : column -> !refused.get(column) && admission.admits(items.item(column));
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
