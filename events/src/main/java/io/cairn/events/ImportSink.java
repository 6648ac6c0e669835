package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.User;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the events of an import, counts them, and gives them back in order of time with ids of
 * their own. For use by one thread.
 *
 * <p>Items and users that say no time of their own get that of the first event about them, or the
 * first of the whole import, so that a replay knows the catalogue when it is needed.
 */
final class ImportSink implements AutoCloseable {
  private static final int EVENTS_IN_MEMORY = 500_000;
  private static final long BYTES_IN_MEMORY = 192L << 20;

  private final Instant now;
  private final ImportTally tally;
  private final ContentIds ids = new ContentIds();
  private final EventSorter sorter = new EventSorter(EVENTS_IN_MEMORY, BYTES_IN_MEMORY);
  private final EventSorter untimed = new EventSorter(EVENTS_IN_MEMORY / 3, BYTES_IN_MEMORY / 3);

  ImportSink(Instant now, ImportTally tally) {
    this.now = now;
    this.tally = tally;
  }

  /** Returns the moment of the import. */
  Instant now() {
    return now;
  }

  /** Adds what is said of an item. */
  void item(Item item, Optional<Instant> time) {
    Instant at = time.orElse(Instant.EPOCH);
    add(new Event.ItemUpdated(ContentIds.PLACEHOLDER, at, item), time.isPresent());
  }

  /** Adds what is said of a user. */
  void user(User user, Optional<Instant> time) {
    Instant at = time.orElse(Instant.EPOCH);
    add(new Event.UserUpdated(ContentIds.PLACEHOLDER, at, user), time.isPresent());
  }

  /**
   * Adds an event; where its id is {@link ContentIds#PLACEHOLDER}, it gets one from its content.
   *
   * @param timed whether the time is its own
   */
  void add(Event event, boolean timed) {
    boolean derived = event.id().equals(ContentIds.PLACEHOLDER);
    Event identified = derived ? ContentIds.withId(event, ids.of(event, timed)) : event;
    boolean waits =
        !timed && (event instanceof Event.ItemUpdated || event instanceof Event.UserUpdated);
    (waits ? untimed : sorter).add(identified, derived);
    tally.count(event);
  }

  /** Counts a row that is well formed, but about nothing that Cairn keeps. */
  void exclude(String reason) {
    tally.exclude(reason);
  }

  /** Returns how many events there are. */
  long size() {
    return sorter.size() + untimed.size();
  }

  /** Gives every event, in order of time. */
  void drain(Consumer<Event> taker) {
    untimed.drain((event, derived) -> sorter.add(timed(event), derived));
    Occurrences occurrences = new Occurrences();
    sorter.drain((event, derived) -> taker.accept(derived ? occurrences.distinct(event) : event));
  }

  private Event timed(Event event) {
    Instant time =
        switch (event) {
          case Event.ItemUpdated e -> tally.firstOfItem(e.item().id(), now);
          case Event.UserUpdated e -> tally.firstOfUser(e.user().id(), now);
          default -> event.time();
        };
    return ContentIds.withTime(event, time);
  }

  @Override
  public void close() {
    try {
      sorter.close();
    } finally {
      untimed.close();
    }
  }
}
