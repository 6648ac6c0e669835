package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is kept up from events in one slot of a row: how a {@link State} changes when an
 * event happens. Equal aggregates of several features share a slot.
 *
 * <p>An event about an item changes the item's row first, then the row of whoever acted.
 */
public sealed interface Aggregate
    permits Aggregate.Catalogue,
        Aggregate.Attributes,
        Aggregate.ProfileItems,
        Aggregate.LastEvents,
        Aggregate.SeenEvents,
        Aggregate.TypeCounts,
        Aggregate.AttributeAffinity,
        Aggregate.AttributeCounts,
        Aggregate.Terms,
        Aggregate.UsualNumber,
        Aggregate.WindowCounts,
        Aggregate.LastTime,
        Aggregate.SessionCounts,
        Aggregate.ItemCounts,
        Aggregate.Popularity,
        Aggregate.SegmentPopularity,
        RateAggregate {

  /** Whose rows have the slot. */
  Subject subject();

  /**
   * Returns the state after an event, or {@code before} where the event does not matter.
   *
   * @param before null where nothing happened yet
   * @param actor the row of the user or session that acted, before the event
   * @param items the rows of the items that the event is about, in its order: the one of an
   *     interaction, those that an impression showed; for the slot of an item only its own
   */
  @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items);

  /** Whose rows a slot is in. */
  enum Subject {
    /** A user, or a session without a user. */
    ACTOR,
    /** An item. */
    ITEM,
    /** All of the log together. */
    ALL
  }

  /** What the catalogue says of the item; in the first slot of every item. */
  record Catalogue() implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      CatalogueEntry old = (CatalogueEntry) before;
      long time = event.time().toEpochMilli();
      if (event instanceof Event.Interaction e) { // the most frequent by far
        return old == null
            ? new CatalogueEntry(Item.unknown(e.item()), time, false)
            : isEarlier(time, old) ? new CatalogueEntry(old.item(), time, old.removed()) : old;
      }
      return switch (event) {
        case Event.ItemUpdated e -> {
          long first = old == null ? time : Math.min(old.firstSeenMillis(), time);
          Item said = old == null ? e.item() : withId(e.item(), old.item().id());
          yield new CatalogueEntry(
              said, said.arrival().map(a -> a.toEpochMilli()).orElse(first), false);
        }
        case Event.ItemRemoved e -> {
          Item known = old == null ? Item.unknown(e.item()) : old.item();
          yield new CatalogueEntry(known, old == null ? time : old.firstSeenMillis(), true);
        }
        default -> old;
      };
    }

    private static boolean isEarlier(long time, CatalogueEntry old) {
      return time < old.firstSeenMillis() && old.item().arrival().isEmpty();
    }

    /** Returns the item with the equal id object that other rows share already. */
    private static Item withId(Item item, ItemId id) {
      return new Item(id, item.attributes(), item.categories(), item.available(), item.arrival());
    }
  }

  /** What is known of the user; in the first slot of every user. */
  record Attributes() implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      return event instanceof Event.UserUpdated e ? new UserAttributes(e.user()) : before;
    }
  }

  /**
   * The actor's {@link Profile}; an item that the actor says not to know is not in it.
   *
   * @param itemsMax how many items to keep for one actor
   * @param seenTypes the types of events after which an item counts as seen; {@code *} is all
   */
  record ProfileItems(EventWeights weights, int itemsMax, List<String> seenTypes)
      implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!(event instanceof Event.Interaction e) || e.type().equals(Event.Interaction.UNKNOWN)) {
        return before;
      }
      Profile profile = before == null ? Profile.EMPTY : (Profile) before;
      boolean seen = seenTypes.contains("*") || seenTypes.contains(e.type());
      ItemId id = CatalogueEntry.sharedId(e.item(), items.getFirst());
      return profile.plus(id, weights.of(e), e.time().toEpochMilli(), seen, itemsMax);
    }
  }

  /**
   * The actor's {@link RecentEvents}.
   *
   * @param eventsMax how many events to keep for one actor
   */
  record LastEvents(int eventsMax) implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!(event instanceof Event.Interaction e)) {
        return before;
      }
      RecentEvents recent = before == null ? RecentEvents.EMPTY : (RecentEvents) before;
      long time = e.time().toEpochMilli();
      return recent.plus(
          CatalogueEntry.sharedId(e.item(), items.getFirst()),
          e.type(),
          e.value(),
          time,
          eventsMax);
    }
  }

  /**
   * The last event of each type with each item, while it may matter for what counts as seen: {@link
   * RecentEvents}.
   *
   * @param windows how long an event is kept, by type; {@code *} is every type that is not named
   * @param eventsMax how many events to keep for one actor; the oldest goes first
   */
  record SeenEvents(Map<String, SeenWindow> windows, int eventsMax) implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      return event instanceof Event.Interaction e
          ? new LastOfEach(windows, eventsMax).fold(before, e, items.getFirst())
          : before;
    }
  }

  /**
   * How often each type of event happened to the actor or the item: {@link Tallies} by type. A list
   * that was shown is one {@code impression} of the actor, and of each item in it.
   *
   * @param halfLife after which an event counts half in the decayed sum
   */
  record TypeCounts(Subject subject, Duration halfLife) implements Aggregate {
    private static final int TYPES_MAX = 32;

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      String type = Types.of(event);
      if (type.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      return tallies.plus(type, 1, event.time().toEpochMilli(), halfLife, TYPES_MAX);
    }
  }

  /**
   * How much the actor likes each value of an attribute of items: {@link Tallies} by value, of
   * event weights; an item with several values shares the weight out among them.
   *
   * @param attribute the name of the attribute; {@code category} is the categories
   * @param keysMax how many values to keep for one actor
   */
  record AttributeAffinity(String attribute, EventWeights weights, Duration halfLife, int keysMax)
      implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!(event instanceof Event.Interaction e)) {
        return before;
      }
      List<String> values = CatalogueEntry.texts(items.getFirst(), attribute).list();
      if (values.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      double share = weights.of(e) / values.size();
      return tallies.plus(values, share, e.time().toEpochMilli(), halfLife, keysMax);
    }
  }

  /**
   * How often an event of one type happened with items of each value of an attribute: {@link
   * Tallies} by value, in which an item counts fully for each of its values. An {@code impression}
   * counts for every item that it showed.
   *
   * @param subject the actor, or all
   * @param attribute the name of the attribute; {@code category} is the categories
   * @param event the type; {@code *} is every interaction
   * @param keysMax how many values to keep
   */
  record AttributeCounts(
      Subject subject, String attribute, String event, Duration halfLife, int keysMax)
      implements Aggregate {
    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!Types.isOf(this.event, event)) {
        return before;
      }
      List<String> values = CatalogueEntry.texts(items, attribute);
      if (values.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      return tallies.plus(values, 1, event.time().toEpochMilli(), halfLife, keysMax);
    }
  }

  /**
   * How much the actor likes each word of items: {@link Tallies} by word, of event weights; each
   * event adds a vector that is as long as its weight, and has all words of the item alike.
   *
   * @param attributes whose words count
   * @param keysMax how many words to keep for one actor
   */
  record Terms(List<String> attributes, EventWeights weights, Duration halfLife, int keysMax)
      implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!(event instanceof Event.Interaction e)) {
        return before;
      }
      List<String> words = CatalogueEntry.words(items.getFirst(), attributes).list();
      if (words.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      double share = weights.of(e) / Math.sqrt(words.size());
      return tallies.plus(words, share, e.time().toEpochMilli(), halfLife, keysMax);
    }
  }

  /**
   * The actor's usual number of an attribute, such as the price: the {@link Average} of its
   * logarithm over the items of events with a positive weight.
   */
  record UsualNumber(String attribute, EventWeights weights, Duration halfLife)
      implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      float weight = positiveWeight(event, weights);
      double number = weight == 0 ? Double.NaN : CatalogueEntry.number(items.getFirst(), attribute);
      if (!(number > 0)) {
        return before;
      }
      Average average = before == null ? Average.EMPTY : (Average) before;
      return average.plus(Math.log(number), weight, event.time().toEpochMilli(), halfLife);
    }
  }

  /**
   * How often an event of one type happened within a window: {@link Buckets}.
   *
   * @param event the type; {@code *} is every interaction
   */
  record WindowCounts(Subject subject, String event, Duration window) implements Aggregate {
    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!Types.isOf(this.event, event)) {
        return before;
      }
      Buckets buckets = before == null ? Buckets.EMPTY : (Buckets) before;
      return buckets.plus(event.time().toEpochMilli(), window);
    }
  }

  /**
   * When an event of one type last happened: a {@link Decayed} of 1.
   *
   * @param event the type; {@code *} is every interaction
   */
  record LastTime(Subject subject, String event) implements Aggregate {
    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!Types.isOf(this.event, event)) {
        return before;
      }
      long time = event.time().toEpochMilli();
      return before instanceof Decayed last && last.timeMillis() >= time
          ? before
          : new Decayed(1, time);
    }
  }

  /**
   * How often each type of event happened in the present session of the actor: {@link Tallies} by
   * type, impressions included. An event that comes too late, by more than the gap, is taken for
   * one of an earlier session.
   *
   * @param gap a session ends when nothing happens for longer
   */
  record SessionCounts(Duration gap) implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      String type = Types.of(event);
      if (type.isEmpty()) {
        return before;
      }
      long time = event.time().toEpochMilli();
      Tallies known = before == null ? Tallies.EMPTY : (Tallies) before;
      long after = before == null ? 0 : time - known.timeMillis();
      if (after < -gap.toMillis()) {
        return before;
      }
      Tallies tallies = after > gap.toMillis() ? Tallies.EMPTY : known;
      return tallies.plus(type, 1, time, gap, TypeCounts.TYPES_MAX);
    }
  }

  /**
   * How often an event of one type happened between the actor and each item: {@link Tallies} by the
   * item's id. An {@code impression} counts for every item that it showed.
   *
   * @param event the type; {@code *} is every interaction
   * @param itemsMax how many items to keep for one actor
   */
  record ItemCounts(String event, Duration halfLife, int itemsMax) implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!Types.isOf(this.event, event)) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      return tallies.plus(ids(event, items), 1, event.time().toEpochMilli(), halfLife, itemsMax);
    }

    private static List<String> ids(Event event, List<Row> items) {
      List<String> ids = new ArrayList<>(items.size());
      if (event instanceof Event.Impression e) {
        e.shown()
            .forEach(
                one -> ids.add(CatalogueEntry.sharedId(one.item(), items.get(ids.size())).value()));
      } else if (event instanceof Event.Interaction e) {
        ids.add(CatalogueEntry.sharedId(e.item(), items.getFirst()).value());
      }
      return ids;
    }
  }

  /** How popular the item is: the {@link Decayed} sum of its events' positive weights. */
  record Popularity(EventWeights weights, Duration halfLife) implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      float weight = positiveWeight(event, weights);
      if (weight == 0) {
        return before;
      }
      Decayed sum = before == null ? Decayed.ZERO : (Decayed) before;
      return sum.plus(weight, event.time().toEpochMilli(), halfLife);
    }
  }

  /** How popular the item is in each {@link Segment}: {@link Tallies} by segment. */
  record SegmentPopularity(List<String> attributes, EventWeights weights, Duration halfLife)
      implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      float weight = positiveWeight(event, weights);
      if (weight == 0 || !(event instanceof Event.Interaction e)) {
        return before;
      }
      List<String> segments = Segment.keys(attributes, actor, e.context());
      if (segments.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      long time = e.time().toEpochMilli();
      return tallies.plus(segments, weight, time, halfLife, Segment.COUNTED_MAX);
    }
  }

  /** Returns the weight of an interaction that makes an item more popular, 0 for other events. */
  private static float positiveWeight(Event event, EventWeights weights) {
    return event instanceof Event.Interaction e ? Math.max(0, weights.of(e)) : 0;
  }
}
