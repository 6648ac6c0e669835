package io.cairn.app.server;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.core.EventId;
import io.cairn.events.EventJson;
import java.time.InstantSource;
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

  /** Returns the form of events at this moment. */
  EventJson eventJson() {
    return new EventJson(clock.instant(), _ -> newEventId());
  }
}
