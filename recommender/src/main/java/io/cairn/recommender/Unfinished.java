package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * A list of which some pages were shown. For use by one thread at a time.
 *
 * @param draft as it was when the first page was made
 * @param asOf what it was made from
 */
record Unfinished(Draft draft, Event.AsOf asOf) {
  private static final long BYTES = 4_096;
  private static final long BYTES_OF_CANDIDATE = 512;
  private static final long BYTES_OF_SEEN = 64;

  /** Lets go of what only the first page needed. */
  static Unfinished of(Draft draft, Event.AsOf asOf) {
    draft.query().view().forget();
    return new Unfinished(draft.later(draft.query()), asOf);
  }

  /** Estimates what it takes beside what others hold too, such as the rows of items. */
  long bytes() {
    int known = draft.query().seen().size() + draft.query().profile().size();
    return BYTES + BYTES_OF_CANDIDATE * draft.list().candidates() + BYTES_OF_SEEN * known;
  }

  /** Returns what is asked for the page that begins at a cursor. */
  RecommendationRequest request(Cursor cursor, Part.Turn turn) {
    RecommendationRequest first = draft.query().request();
    Set<ItemId> exclude = new HashSet<>(first.exclude());
    exclude.addAll(turn.exclude());
    return new RecommendationRequest(
        Part.request(cursor),
        first.surface(),
        first.visitor(),
        first.seeds(),
        turn.count(),
        first.context(),
        exclude,
        turn.time(),
        first.rules());
  }
}
