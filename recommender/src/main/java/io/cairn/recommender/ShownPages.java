package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.events.EventLog;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds in the log what was shown of a list that is no longer kept. Immutable. */
public record ShownPages(EventLog log) {
  private static final int EVENTS_MAX = 1_000_000;

  /**
   * Returns a request for a new list, without what was shown on the pages before a cursor. Looks at
   * the {@value #EVENTS_MAX} events that follow the first page at most.
   *
   * @return empty where the log does not have the first page
   */
  public Optional<RecommendationRequest> after(Cursor cursor, Part.Turn turn) {
    Set<ItemId> exclude = new HashSet<>(turn.exclude());
    Optional<Event.Impression> first = Optional.empty();
    try (Stream<Event> events = log.read(Math.min(cursor.since(), log.end()))) {
      for (Event event : (Iterable<Event>) events.limit(EVENTS_MAX)::iterator) {
        if (event instanceof Event.Impression shown && isBefore(cursor, shown)) {
          shown.shown().forEach(item -> exclude.add(item.item()));
          first = shown.request().equals(cursor.list()) ? Optional.of(shown) : first;
        }
      }
    }
    return first.map(page -> request(page, exclude, Part.request(cursor), turn));
  }

  private static boolean isBefore(Cursor cursor, Event.Impression shown) {
    return shown.request().equals(cursor.list())
        || (shown.asked().skipped() < cursor.shown()
            && shown.asked().continues().filter(cursor.list()::equals).isPresent());
  }

  private static RecommendationRequest request(
      Event.Impression first, Set<ItemId> exclude, RequestId id, Part.Turn turn) {
    exclude.addAll(first.asked().exclude());
    return new RecommendationRequest(
        id,
        first.surface(),
        first.visitor(),
        first.asked().seeds(),
        turn.count(),
        first.context(),
        exclude,
        turn.time());
  }
}
