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
  private final List<Event> log = new ArrayList<>();
  private final Map<EventId, Long> offsets = new HashMap<>();

  /** Makes an empty log. */
  public MemoryEventLog() {}

  @Override
  public synchronized long[] append(List<Event> events) {
    List<Event> added = List.copyOf(events);
    long[] written = new long[added.size()];
    for (int i = 0; i < written.length; i++) {
      Long earlier = offsets.putIfAbsent(added.get(i).id(), (long) log.size());
      if (earlier == null) {
        written[i] = log.size();
        log.add(added.get(i));
      } else {
        written[i] = -1 - earlier;
      }
    }
    return written;
  }

  @Override
  public synchronized Stream<Event> read(long offset) {
    if (offset < 0 || offset > log.size()) {
      throw new IllegalArgumentException("offset " + offset + " is not in [0, " + log.size() + "]");
    }
    return List.copyOf(log.subList((int) offset, log.size())).stream();
  }

  @Override
  public synchronized long end() {
    return log.size();
  }

  @Override
  public void close() {}
}
