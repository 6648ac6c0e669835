package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.RequestId;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Keeps lists of which there may be another page. Safe for use by multiple threads; two who ask for
 * pages of one list wait for each other.
 */
final class Paging {
  private final long bytesMax;
  private final BoundedStore<RequestId, Unfinished> lists;

  /**
   * Begins without lists.
   *
   * @param bytesMax how much memory they may take, about; 0 keeps none
   */
  Paging(long bytesMax) {
    this.bytesMax = bytesMax;
    lists = new BoundedStore<>(bytesMax, Unfinished::bytes);
  }

  /** Keeps the list of which the first page was made; returns that with its cursor. */
  Recommendation first(Draft draft, Recommendation made, Event.AsOf asOf) {
    if (bytesMax == 0 || !draft.list().isFull()) {
      return made;
    }
    RequestId list = made.request().id();
    lists.put(list, Unfinished.of(draft, asOf));
    return withNext(list, draft, made, asOf);
  }

  /**
   * Returns the page at a cursor.
   *
   * @param fill makes the page of a list that was told to go on
   * @return empty where the list is no longer kept
   */
  Optional<Recommendation> next(
      Cursor cursor, Part.Turn turn, BiFunction<Unfinished, Part.Turn, Recommendation> fill) {
    return lists
        .get(cursor.list())
        .map(
            list -> {
              synchronized (list.draft().list()) {
                Recommendation made = fill.apply(list, turn);
                lists.put(cursor.list(), list);
                return list.draft().list().isFull()
                    ? withNext(cursor.list(), list.draft(), made, list.asOf())
                    : made;
              }
            });
  }

  private static Recommendation withNext(
      RequestId list, Draft draft, Recommendation made, Event.AsOf asOf) {
    int shown = made.part().skipped() + made.items().size();
    return made.with(
        made.part().withNext(new Cursor(list, draft.list().end(), shown, asOf.offset())));
  }
}
