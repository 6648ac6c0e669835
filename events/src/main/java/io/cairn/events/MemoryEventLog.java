package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An event log that lives as long as the process; for tests, trials and evaluation. */
public final class MemoryEventLog implements EventLog {
  private final List<Event> events = new ArrayList<>();
  private final Map<EventId, Long> offsets = new HashMap<>();

  /** Makes an empty log. */
  public MemoryEventLog() {}

  @Override
  public synchronized long[] append(List<Event> added) {
    long[] written = new long[added.size()];
    for (int i = 0; i < written.length; i++) {
      Long earlier = offsets.putIfAbsent(added.get(i).id(), (long) events.size());
      if (earlier == null) {
        written[i] = events.size();
        events.add(added.get(i));
      } else {
        written[i] = -1 - earlier;
      }
    }
    return written;
  }

  @Override
  public synchronized Stream<Event> read(long offset) {
    if (offset < 0 || offset > events.size()) {
      throw new IllegalArgumentException(
          "offset " + offset + " is not in [0, " + events.size() + "]");
    }
    return List.copyOf(events.subList((int) offset, events.size())).stream();
  }

  @Override
  public synchronized long end() {
    return events.size();
  }

  @Override
  public void close() {}
}
