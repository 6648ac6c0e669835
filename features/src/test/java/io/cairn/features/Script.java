package io.cairn.features;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A short way to write events down in order; days are counted from {@link #START}. */
final class Script {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration DAY = Duration.ofDays(1);

  static final EventWeights WEIGHTS =
      new EventWeights(Map.of("view", 1.0, "purchase", 4.0, "skip", -2.0), 0.5, 0, 5);

  static final FeatureSettings SETTINGS =
      new FeatureSettings(
          WEIGHTS, 3, 2, List.of("purchase"), DAY.multipliedBy(2), DAY, List.of("age", "region"));

  final List<Event> events = new ArrayList<>();

  static Instant day(double day) {
    return Instant.ofEpochMilli(millis(day));
  }

  static long millis(double day) {
    return START.toEpochMilli() + Math.round(day * DAY.toMillis());
  }

  Script view(String user, String item, double day) {
    return did(user, "view", item, 1, day);
  }

  Script did(String user, String type, String item, double value, double day) {
    return did(Visitor.of(new UserId(user)), type, item, value, day);
  }

  Script did(Visitor visitor, String type, String item, double value, double day) {
    return add(
        new Event.Interaction(
            id(), day(day), visitor, new ItemId(item), type, value, Context.NONE));
  }

  Script viewFrom(String region, String user, String item, double day) {
    return add(
        new Event.Interaction(
            id(),
            day(day),
            Visitor.of(new UserId(user)),
            new ItemId(item),
            "view",
            1,
            region(region)));
  }

  Script item(Item item, double day) {
    return add(new Event.ItemUpdated(id(), day(day), item));
  }

  Script removeItem(String item, double day) {
    return add(new Event.ItemRemoved(id(), day(day), new ItemId(item)));
  }

  Script user(String user, Map<String, Value> attributes, double day) {
    return add(new Event.UserUpdated(id(), day(day), new User(new UserId(user), attributes)));
  }

  Script removeUser(String user, double day) {
    return add(new Event.UserRemoved(id(), day(day), new UserId(user)));
  }

  Script shown(Visitor visitor, double day, String... items) {
    List<Event.Shown> shown =
        Arrays.stream(items).map(i -> new Event.Shown(new ItemId(i), 0, List.of())).toList();
    return add(
        new Event.Impression(
            id(),
            day(day),
            visitor,
            new RequestId("r"),
            "home",
            Context.NONE,
            shown,
            Event.AsOf.UNKNOWN));
  }

  Script add(Event event) {
    events.add(event);
    return this;
  }

  private EventId id() {
    return new EventId("e" + events.size());
  }

  MemoryEventLog log() {
    MemoryEventLog log = new MemoryEventLog();
    log.append(events);
    return log;
  }

  /** Folds all events and returns the rows. */
  MemoryFeatureStore fold(FeatureSet features) {
    MemoryFeatureStore store = new MemoryFeatureStore();
    new FeatureFolder(features, store, log()).catchUp(Progress.NONE);
    return store;
  }

  static Item itemOf(String id, String... categories) {
    return new Item(new ItemId(id), Map.of(), List.of(categories), true, Optional.empty());
  }

  static Item itemWith(String id, Map<String, Value> attributes) {
    return new Item(new ItemId(id), attributes, List.of(), true, Optional.empty());
  }

  static Context region(String region) {
    return new Context("", "", region, 0, Optional.empty());
  }

  static EntityKey userKey(String user) {
    return EntityKey.of(new UserId(user));
  }

  static EntityKey sessionKey(String session) {
    return EntityKey.of(new SessionId(session));
  }

  static EntityKey itemKey(String item) {
    return EntityKey.of(new ItemId(item));
  }

  static Row row(FeatureStore store, EntityKey key) {
    return store.get(List.of(key)).getOrDefault(key, Row.EMPTY);
  }
}
