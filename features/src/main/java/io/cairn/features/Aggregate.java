package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is kept up from events in one slot of a row: how a {@link State} changes when an
 * event happens. Equal aggregates of several features share a slot.
 *
 * <p>An event about an item changes the item's row first, then the row of whoever acted.
 */
public sealed interface Aggregate {

  /** Whose rows have the slot. */
  Subject subject();

  /**
   * Returns the state after an event, or {@code before} where the event does not matter.
   *
   * @param before null where nothing happened yet
   * @param actor the row of the user or session that acted, before the event
   * @param item the row of the item that the event is about; {@link Row#EMPTY} where there is none
   */
  @Nullable State fold(@Nullable State before, Event event, Row actor, Row item);

  /** Whose rows a slot is in. */
  enum Subject {
    /** A user, or a session without a user. */
    ACTOR,
    /** An item. */
    ITEM
  }

  /** What the catalogue says of the item; in the first slot of every item. */
  record Catalogue() implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      CatalogueEntry old = (CatalogueEntry) before;
      long time = event.time().toEpochMilli();
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
        case Event.Interaction e when old == null ->
            new CatalogueEntry(Item.unknown(e.item()), time, false);
        case Event.Interaction _ when isEarlier(time, old) ->
            new CatalogueEntry(old.item(), time, old.removed());
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
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      return event instanceof Event.UserUpdated e ? new UserAttributes(e.user()) : before;
    }
  }

  /**
   * The actor's {@link Profile}.
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
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      if (!(event instanceof Event.Interaction e)) {
        return before;
      }
      Profile profile = before == null ? Profile.EMPTY : (Profile) before;
      boolean seen = seenTypes.contains("*") || seenTypes.contains(e.type());
      ItemId id = sharedId(e, item);
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
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      if (!(event instanceof Event.Interaction e)) {
        return before;
      }
      RecentEvents recent = before == null ? RecentEvents.EMPTY : (RecentEvents) before;
      long time = e.time().toEpochMilli();
      return recent.plus(sharedId(e, item), e.type(), e.value(), time, eventsMax);
    }
  }

  /**
   * How often each type of event happened to the actor or the item, impressions included: {@link
   * Tallies} by type.
   *
   * @param halfLife after which an event counts half in the decayed sum
   */
  record TypeCounts(Subject subject, Duration halfLife) implements Aggregate {
    private static final int TYPES_MAX = 32;
    private static final String IMPRESSION = "impression";

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      String type =
          switch (event) {
            case Event.Interaction e -> e.type();
            case Event.Impression _ -> IMPRESSION;
            default -> "";
          };
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
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      if (!(event instanceof Event.Interaction e)
          || !(item.state(Row.DESCRIPTION) instanceof CatalogueEntry entry)) {
        return before;
      }
      List<String> values = entry.item().texts(attribute);
      if (values.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      double share = weights.of(e) / values.size();
      return tallies.plus(values, share, e.time().toEpochMilli(), halfLife, keysMax);
    }
  }

  /** How popular the item is: the {@link Decayed} sum of its events' positive weights. */
  record Popularity(EventWeights weights, Duration halfLife) implements Aggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
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
    private static final int SEGMENTS_MAX = 256;

    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, Row item) {
      float weight = positiveWeight(event, weights);
      if (weight == 0 || !(event instanceof Event.Interaction e)) {
        return before;
      }
      List<String> segments = new ArrayList<>(attributes.size());
      for (Segment segment : Segment.of(attributes, actor, e.context())) {
        segments.add(segment.key());
      }
      if (segments.isEmpty()) {
        return before;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      long time = e.time().toEpochMilli();
      return tallies.plus(segments, weight, time, halfLife, SEGMENTS_MAX);
    }
  }

  /** Returns the weight of an interaction that makes an item more popular, 0 for other events. */
  private static float positiveWeight(Event event, EventWeights weights) {
    return event instanceof Event.Interaction e ? Math.max(0, weights.of(e)) : 0;
  }

  /** Returns the id object that the catalogue holds, so that rows share it, or the event's own. */
  private static ItemId sharedId(Event.Interaction event, Row item) {
    return item.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
        ? entry.item().id()
        : event.item();
  }
}
