package io.cairn.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * @param asked what was asked for beside visitor, place and circumstances; {@link Asked#UNKNOWN}
   *     where another system made the list
   */
  record Impression(
      EventId id,
      Instant time,
      Visitor visitor,
      RequestId request,
      String surface,
      Context context,
      List<Shown> shown,
      AsOf asOf,
      Asked asked)
      implements Event {
    /** Copies the list. */
    public Impression {
      shown = List.copyOf(shown);
    }

    /** Makes the impression of a list of which nobody knows what was asked for. */
    public Impression(
        EventId id,
        Instant time,
        Visitor visitor,
        RequestId request,
        String surface,
        Context context,
        List<Shown> shown,
        AsOf asOf) {
      this(id, time, visitor, request, surface, context, shown, asOf, Asked.UNKNOWN);
    }
  }

  /**
   * What was asked for beside visitor, place and circumstances: with {@link AsOf}, enough to make
   * the same list again.
   *
   * @param count how many items; 0 where it is not known
   * @param seeds the items that the list is about
   * @param exclude items that must not be shown
   * @param skipped how many items of the same list were shown on pages before this one
   * @param continues the request of the first page; empty where this is the first
   * @param rules that came with the request
   * @param beside the items of other rows of the same page, which the list must leave out with what
   *     is nearly the same
   */
  record Asked(
      int count,
      List<ItemId> seeds,
      Set<ItemId> exclude,
      int skipped,
      Optional<RequestId> continues,
      List<Rule> rules,
      List<ItemId> beside) {
    /** Another system made the list. */
    public static final Asked UNKNOWN = new Asked(0, List.of(), Set.of(), 0, Optional.empty());

    /** Copies the collections. */
    public Asked {
      seeds = List.copyOf(seeds);
      exclude = Set.copyOf(exclude);
      rules = List.copyOf(rules);
      beside = List.copyOf(beside);
    }

    /** Makes what was asked for without rules, and not as a row of a page. */
    public Asked(
        int count,
        List<ItemId> seeds,
        Set<ItemId> exclude,
        int skipped,
        Optional<RequestId> continues) {
      this(count, seeds, exclude, skipped, continues, List.of(), List.of());
    }

    /** Whether this engine made the list. */
    public boolean isKnown() {
      return count > 0;
    }
  }

  /**
   * The state of the engine when it made a list: enough to compute the same features again.
   *
   * @param offset how much of the log the rows had seen: the offset of the next event to fold; -1
   *     where it is not known
   * @param models the versions of the models in use, by name
   * @param rules the revision of the stored rules, which counts their changes; 0 before the first
   * @param making what else decided, as events go on coming in while a list is made
   */
  record AsOf(long offset, Map<String, Integer> models, int rules, Making making) {
    /** Another system made the list. */
    public static final AsOf UNKNOWN = new AsOf(-1, Map.of(), 0);

    /** Copies the map. */
    public AsOf {
      models = Map.copyOf(models);
    }

    /** Makes the state of an engine without stored rules. */
    public AsOf(long offset, Map<String, Integer> models) {
      this(offset, models, 0);
    }

    /** Makes a state as of which everything was read. */
    public AsOf(long offset, Map<String, Integer> models, int rules) {
      this(offset, models, rules, Making.PLAIN);
    }

    /** Whether this engine made the list. */
    public boolean isKnown() {
      return offset >= 0;
    }
  }

  /**
   * What decided a list beside one state of the engine: with it, the same list can be made again to
   * the bit.
   *
   * @param reads how much of the log the rows had seen at each reading of them, in the order of the
   *     path; empty where it was {@link AsOf#offset} every time
   * @param charts as of when the charts were that sources looked at; empty where none did
   * @param silent the sources that proposed nothing because they were late or failed
   */
  record Making(List<Long> reads, Optional<ChartsMade> charts, List<String> silent) {
    /** Everything was read as of one offset, without charts, and all sources answered. */
    public static final Making PLAIN = new Making(List.of(), Optional.empty(), List.of());

    /** Copies the lists. */
    public Making {
      reads = List.copyOf(reads);
      silent = List.copyOf(silent);
    }
  }

  /**
   * As of when charts were made.
   *
   * @param offset how much of the log their rows had seen; -1 where events came in meanwhile
   * @param time the moment back from which ages were measured
   */
  record ChartsMade(long offset, Instant time) {}

  /**
   * An item in a shown list, and why it was there.
   *
   * @param score the score that ordered the list; 0 where unknown
   * @param proposals what each source said of it; empty where another system made the list
   * @param propensity the probability, in (0, 1], with which this item was to stand at this place,
   *     given what stands before it; 1 where nothing was left to chance, {@link Float#NaN} where it
   *     is not known
   */
  record Shown(ItemId item, float score, List<Proposal> proposals, float propensity) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the propensity is known and out of its range
     */
    public Shown {
      proposals = List.copyOf(proposals);
      if (!Float.isNaN(propensity) && !(propensity > 0 && propensity <= 1)) {
        throw new IllegalArgumentException("propensity must be in (0, 1], was " + propensity);
      }
    }

    /** Makes an item of a list whose propensities nobody knows. */
    public Shown(ItemId item, float score, List<Proposal> proposals) {
      this(item, score, proposals, Float.NaN);
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
     * The type of events that say that somebody does not know an item: it says nothing about taste,
     * and the item is not seen by it.
     */
    public static final String UNKNOWN = "unknown";

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
