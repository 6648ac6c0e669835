package io.cairn.core;

import java.time.Instant;
import java.util.List;

/**
 * An immutable fact about the world. The event log holds nothing else, and everything else (rows,
 * training examples, indexes, experiment results) is derived from it.
 */
public sealed interface Event {

  /** Identifies the event; unique in the log. */
  EventId id();

  /** When it happened, by the producer's clock. */
  Instant time();

  /** An item was added or changed; what is said here replaces what was known. */
  record ItemUpdated(EventId id, Instant time, Item item) implements Event {}

  /** An item left the catalogue for good. */
  record ItemRemoved(EventId id, Instant time, ItemId item) implements Event {}

  /** A user was added or changed; what is said here replaces the attributes that were known. */
  record UserUpdated(EventId id, Instant time, User user) implements Event {}

  /** A user is to be forgotten: earlier events of theirs count no more. */
  record UserRemoved(EventId id, Instant time, UserId user) implements Event {}

  /**
   * A list was shown, in this order.
   *
   * @param surface the place that showed it, such as {@code home}; the empty string where unknown
   * @param shown the items from the first position on
   * @param asOf how much of the log the rows had seen when the list was made: the offset of the
   *     next event to fold; {@link #UNKNOWN_OFFSET} where another system made the list
   */
  record Impression(
      EventId id,
      Instant time,
      Visitor visitor,
      RequestId request,
      String surface,
      Context context,
      List<Shown> shown,
      long asOf)
      implements Event {
    /** The value of {@code asOf} of a list that this engine did not make. */
    public static final long UNKNOWN_OFFSET = -1;

    /** Copies the list. */
    public Impression {
      shown = List.copyOf(shown);
    }
  }

  /**
   * An item in a shown list, and why it was there.
   *
   * @param score the score that ordered the list; 0 where unknown
   * @param proposals what each source said of it; empty where another system made the list
   */
  record Shown(ItemId item, float score, List<Proposal> proposals) {
    /** Copies the list. */
    public Shown {
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * Somebody did something with an item.
   *
   * @param type what they did, such as {@code view} or {@code purchase}; types are open
   * @param value what the type measures: stars of a {@code rating} (0 to 5), seconds of a {@code
   *     dwell}, pieces of a {@code purchase}; 1 where nothing is measured
   */
  record Interaction(
      EventId id,
      Instant time,
      Visitor visitor,
      ItemId item,
      String type,
      double value,
      Context context)
      implements Event {
    /** The type of events that say how much an item was liked, in stars from 0 to 5. */
    public static final String RATING = "rating";

    /**
     * Checks that somebody did it, that it has a type, and that the value is finite.
     *
     * @throws IllegalArgumentException otherwise
     */
    public Interaction {
      if (visitor.isAnonymous()) {
        throw new IllegalArgumentException("an interaction needs a user or a session");
      }
      if (type.isBlank()) {
        throw new IllegalArgumentException("an interaction needs a type");
      }
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value must be finite, was " + value);
      }
    }
  }
}
