package io.cairn.app.server;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.events.EventJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What every resource works with. Safe for use by multiple threads.
 *
 * @param clock the time of requests, and of events that have none
 * @param ids gives an id that nobody had before, to a request or to an event that has none
 */
record Serving(Engine engine, InstantSource clock, Supplier<String> ids, Metrics metrics) {

  EngineConfig.Server limits() {
    return engine.config().server();
  }

  Bodies bodies() {
    return new Bodies(limits().bodyBytesMax().count());
  }

  EventId newEventId() {
    return new EventId(ids.get());
  }

  /** Appends an event with an id of its own that happens now. */
  void append(BiFunction<EventId, Instant, Event> event) {
    engine.append(List.of(event.apply(newEventId(), clock.instant())));
  }

  /** Returns the form of events at this moment. */
  EventJson eventJson() {
    return new EventJson(clock.instant(), _ -> newEventId());
  }
}
