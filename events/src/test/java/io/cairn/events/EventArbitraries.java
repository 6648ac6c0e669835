package io.cairn.events;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RequestId;
import io.cairn.core.Rule;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Events of every kind with any Unicode in their texts. */
final class EventArbitraries {
  private EventArbitraries() {}

  static Arbitrary<Event> events() {
    return Arbitraries.oneOf(
        Combinators.combine(eventIds(), times(), items()).as(Event.ItemUpdated::new),
        Combinators.combine(eventIds(), times(), itemIds()).as(Event.ItemRemoved::new),
        Combinators.combine(eventIds(), times(), users()).as(Event.UserUpdated::new),
        Combinators.combine(eventIds(), times(), userIds()).as(Event.UserRemoved::new),
        impressions(),
        interactions());
  }

  private static Arbitrary<Event> impressions() {
    return Combinators.combine(
            eventIds(),
            times(),
            visitors(),
            requestIds(),
            texts(),
            contexts(),
            shown().list().ofMaxSize(3),
            Combinators.combine(asOf(), asked()).as(Tuple::of))
        .as(
            (id, time, visitor, request, surface, context, shown, made) ->
                new Event.Impression(
                    id, time, visitor, request, surface, context, shown, made.get1(), made.get2()));
  }

  private static Arbitrary<Event.Asked> asked() {
    Arbitrary<Event.Asked> known =
        Combinators.combine(
                Arbitraries.integers().between(1, 500),
                itemIds().list().ofMaxSize(3),
                itemIds().set().ofMaxSize(3),
                Arbitraries.integers().between(0, 500),
                requestIds().optional(),
                rules().list().ofMaxSize(2),
                itemIds().list().ofMaxSize(3))
            .as(Event.Asked::new);
    return Arbitraries.oneOf(Arbitraries.just(Event.Asked.UNKNOWN), known);
  }

  private static Arbitrary<Rule> rules() {
    Arbitrary<Rule.Action> actions =
        Arbitraries.of(
            new Rule.Filter(),
            new Rule.Exclude(),
            new Rule.Gate(),
            new Rule.Boost(1.5),
            new Rule.Bury(),
            new Rule.Cap(0, 10),
            new Rule.Pin(Optional.empty(), 2),
            new Rule.Pin(Optional.of("an item"), 1));
    return Combinators.combine(
            Arbitraries.strings().withChars("abc.-_09").ofMinLength(1).ofMaxLength(100),
            texts().optional(),
            texts(),
            actions,
            texts().list().ofMinSize(1).ofMaxSize(2).optional(),
            Arbitraries.longs()
                .between(0, 4_000_000_000_000L)
                .map(Instant::ofEpochMilli)
                .optional(),
            texts().optional())
        .as(
            (id, description, when, action, surfaces, from, name) ->
                new Rule(
                    id,
                    description,
                    Optional.of(when),
                    action,
                    surfaces,
                    from,
                    from.map(time -> time.plusMillis(1)),
                    name.filter(_ -> action.isRelaxable())));
  }

  private static Arbitrary<Event.AsOf> asOf() {
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(-1),
            Arbitraries.maps(texts(), Arbitraries.integers().greaterOrEqual(0)).ofMaxSize(3),
            Arbitraries.integers().between(0, 9),
            making())
        .as(Event.AsOf::new);
  }

  private static Arbitrary<Event.Making> making() {
    Arbitrary<Event.ChartsMade> charts =
        Combinators.combine(Arbitraries.longs().greaterOrEqual(-1), times())
            .as(Event.ChartsMade::new);
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0).list().ofMaxSize(4),
            charts.optional(),
            ids().list().ofMaxSize(2))
        .as(Event.Making::new);
  }

  private static Arbitrary<Event> interactions() {
    return Combinators.combine(
            eventIds(),
            times(),
            visitors().filter(visitor -> !visitor.isAnonymous()),
            itemIds(),
            ids(),
            Arbitraries.oneOf(Arbitraries.just(1.0), Arbitraries.doubles()),
            contexts())
        .as(Event.Interaction::new);
  }

  private static Arbitrary<Item> items() {
    return Combinators.combine(
            itemIds(),
            attributes(),
            texts().list().ofMaxSize(3),
            Arbitraries.of(true, false),
            times().optional())
        .as(Item::new);
  }

  private static Arbitrary<User> users() {
    return Combinators.combine(userIds(), attributes()).as(User::new);
  }

  private static Arbitrary<Map<String, Value>> attributes() {
    return Arbitraries.maps(texts(), values()).ofMaxSize(4);
  }

  private static Arbitrary<Value> values() {
    return Arbitraries.oneOf(
        texts().map(Value.Text::new),
        Arbitraries.doubles().map(Value.Numeric::new),
        Arbitraries.of(true, false).map(Value.Flag::new),
        times().map(Value.Date::new),
        texts().list().ofMaxSize(3).map(Value.Texts::new));
  }

  private static Arbitrary<Event.Shown> shown() {
    Arbitrary<Float> propensities =
        Arbitraries.oneOf(
            Arbitraries.just(Float.NaN), Arbitraries.floats().between(0, false, 1, true));
    return Combinators.combine(
            itemIds(), Arbitraries.floats(), proposals().list().ofMaxSize(2), propensities)
        .as(Event.Shown::new);
  }

  private static Arbitrary<Proposal> proposals() {
    return Combinators.combine(
            texts(),
            Arbitraries.integers().greaterOrEqual(1),
            Arbitraries.floats(),
            itemIds().optional())
        .as(Proposal::new);
  }

  private static Arbitrary<Visitor> visitors() {
    return Combinators.combine(userIds().optional(), ids().map(SessionId::new).optional())
        .as(Visitor::new);
  }

  private static Arbitrary<Context> contexts() {
    Arbitrary<Context> known =
        Combinators.combine(
                texts(),
                texts(),
                texts(),
                Arbitraries.integers().greaterOrEqual(0),
                requestIds().optional())
            .as(Context::new);
    return Arbitraries.oneOf(Arbitraries.just(Context.NONE), known);
  }

  private static Arbitrary<EventId> eventIds() {
    return ids().map(EventId::new);
  }

  private static Arbitrary<ItemId> itemIds() {
    return ids().map(ItemId::new);
  }

  private static Arbitrary<UserId> userIds() {
    return ids().map(UserId::new);
  }

  private static Arbitrary<RequestId> requestIds() {
    return ids().map(RequestId::new);
  }

  private static Arbitrary<String> ids() {
    return texts().filter(text -> !text.isBlank());
  }

  /** Texts of any characters, also beyond the first plane, and of some that are special here. */
  static Arbitrary<String> texts() {
    Arbitrary<Integer> characters =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.integers().between('a', 'z')),
            Tuple.of(1, Arbitraries.of(0, 0xFFFD, 0xFFFF, 0x1F5FF, 0x10FFFF)),
            Tuple.of(1, Arbitraries.integers().between(0, 0xD7FF)),
            Tuple.of(1, Arbitraries.integers().between(0xE000, 0x10FFFF)));
    return characters.list().ofMaxSize(12).map(EventArbitraries::text);
  }

  private static String text(List<Integer> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::appendCodePoint);
    return text.toString();
  }

  private static Arbitrary<Instant> times() {
    return Arbitraries.longs().map(Instant::ofEpochMilli);
  }
}
