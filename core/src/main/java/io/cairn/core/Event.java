package io.cairn.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;

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
   * @param asOf what the list was made from; {@link AsOf#UNKNOWN} where another system made it
   */
  record Impression(
      EventId id,
      Instant time,
      Visitor visitor,
      RequestId request,
      String surface,
      Context context,
      List<Shown> shown,
      AsOf asOf)
      implements Event {
    /** Copies the list. */
    public Impression {
      shown = List.copyOf(shown);
    }
  }

  /**
   * The state of the engine when it made a list: enough to compute the same features again.
   *
   * @param offset how much of the log the rows had seen: the offset of the next event to fold; -1
   *     where it is not known
   * @param models the versions of the models in use, by name
   */
  record AsOf(long offset, Map<String, Integer> models) {
    /** Another system made the list. */
    public static final AsOf UNKNOWN = new AsOf(-1, Map.of());

    /** Copies the map. */
    public AsOf {
      models = Map.copyOf(models);
    }

    /** Whether this engine made the list. */
    public boolean isKnown() {
      return offset >= 0;
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
