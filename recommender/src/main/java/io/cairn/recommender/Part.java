package io.cairn.recommender;

import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which page of a list an answer is.
 *
 * @param skipped how many items of the list were shown on the pages before, at least 0
 * @param continues the request of the first page; empty where this is the first
 * @param next where the next page begins; empty where the list ends here, or is not kept
 */
public record Part(int skipped, Optional<RequestId> continues, Optional<Cursor> next) {
  /** The first page of a list that does not go on. */
  public static final Part FIRST = new Part(0, Optional.empty(), Optional.empty());

  /**
   * What is asked of the next page.
   *
   * @param count how many items, at least 1
   * @param exclude what must not be shown from here on, beside what the first page excluded
   * @param time the moment of asking
   */
  public record Turn(int count, Set<ItemId> exclude, Instant time) {
    /** Copies the set. */
    public Turn {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, was " + count);
      }
      exclude = Set.copyOf(exclude);
    }
  }

  /** Returns the part that goes on where a cursor points. */
  public static Part after(Cursor cursor) {
    return new Part(cursor.shown(), Optional.of(cursor.list()), Optional.empty());
  }

  /** Returns the request of the page that begins at a cursor: the same for every asking. */
  public static RequestId request(Cursor cursor) {
    return new RequestId("%s.%d".formatted(cursor.list(), cursor.shown() + 1));
  }

  Part withNext(Cursor cursor) {
    return new Part(skipped, continues, Optional.of(cursor));
  }
}
