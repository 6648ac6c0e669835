package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last event of each type with each item, while it may matter for what counts as seen.
 *
 * @param windows how long an event is kept, by type; {@code *} is every type that is not named
 * @param eventsMax how many events to keep; the oldest goes first
 */
record LastOfEach(Map<String, SeenWindow> windows, int eventsMax) {

  /**
   * Returns the events after one more, or {@code before} where it does not matter.
   *
   * @param before null where nothing happened yet
   * @param item the row of the item
   */
  @Nullable State fold(@Nullable State before, Event.Interaction event, Row item) {
    RecentEvents known = before == null ? RecentEvents.EMPTY : (RecentEvents) before;
    long now = event.time().toEpochMilli();
    if (window(event.type()) == null || lastTime(known, event) >= now) {
      return before;
    }
    ItemId id = CatalogueEntry.sharedId(event.item(), item);
    return known
        .where(place -> !isSame(known, place, event) && matters(known, place, now))
        .plus(id, event.type(), event.value(), now, eventsMax);
  }

  private static long lastTime(RecentEvents known, Event.Interaction event) {
    long last = Long.MIN_VALUE;
    for (int place = 0; place < known.size(); place++) {
      last = isSame(known, place, event) ? known.times()[place] : last;
    }
    return last;
  }

  private static boolean isSame(RecentEvents known, int place, Event.Interaction event) {
    return known.items()[place].equals(event.item()) && known.types()[place].equals(event.type());
  }

  private boolean matters(RecentEvents known, int place, long now) {
    SeenWindow window = window(known.types()[place]);
    return window != null && window.holds(known.times()[place], now);
  }

  private @Nullable SeenWindow window(String type) {
    SeenWindow named = windows.get(type);
    return named == null ? windows.get(SeenWindow.ANY) : named;
  }
}
