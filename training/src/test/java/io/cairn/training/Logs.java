package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes small logs. Times are days since {@link #START}. */
final class Logs {
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  static final EventWeights WEIGHTS =
      new EventWeights(Map.of("view", 1.0, "purchase", 5.0, "dislike", -4.0), 1, 0, 5);

  private final List<Event> events = new ArrayList<>();

  static Instant at(double day) {
    return START.plusMillis((long) (day * Duration.ofDays(1).toMillis()));
  }

  private EventId nextId() {
    return new EventId("event-" + events.size());
  }

  Logs view(double day, String user, String... items) {
    return does(day, user, "view", items);
  }

  Logs does(double day, String user, String type, String... items) {
    return does(day, Visitor.of(new UserId(user)), type, items);
  }

  Logs does(double day, Visitor visitor, String type, String... items) {
    for (String item : items) {
      events.add(
          new Event.Interaction(
              nextId(), at(day), visitor, new ItemId(item), type, 1, Context.NONE));
    }
    return this;
  }

  Logs inSession(double day, String user, String session, String type, String... items) {
    Visitor visitor =
        new Visitor(Optional.of(new UserId(user)), Optional.of(new SessionId(session)));
    return does(day, visitor, type, items);
  }

  Logs forgets(double day, String user) {
    return add(new Event.UserRemoved(nextId(), at(day), new UserId(user)));
  }

  Logs add(Event event) {
    events.add(event);
    return this;
  }

  Stream<Event> stream() {
    return events.stream();
  }

  MemoryEventLog log() {
    MemoryEventLog log = new MemoryEventLog();
    log.append(events);
    return log;
  }
}
