package io.cairn.app.cli;

import io.cairn.app.config.Durations;
import io.cairn.core.Event;
import io.cairn.events.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Finds the lists that were shown last. */
final class RecentLists {
  private RecentLists() {}

  /**
   * Returns the newest lists of the log, the oldest of them first.
   *
   * @param since how long before the newest one
   * @param limit at most so many
   * @throws CommandFailedException if there is none, or {@code since} is no duration
   */
  static List<Event.Impression> of(EventLog log, String since, int limit) {
    Duration window = duration(since);
    Deque<Event.Impression> newest = new ArrayDeque<>();
    try (Stream<Event> events = log.read(0)) {
      for (Event event : (Iterable<Event>) events::iterator) {
        if (event instanceof Event.Impression impression) {
          newest.add(impression);
          if (newest.size() > limit) {
            newest.remove();
          }
        }
      }
    }
    if (newest.isEmpty()) {
      throw new CommandFailedException(
          ExitCode.FAILED, "no list was shown yet: serve some, or make a demo with: cairn demo");
    }
    Instant from = newest.getLast().time().minus(window);
    List<Event.Impression> recent = new ArrayList<>(newest);
    recent.removeIf(impression -> impression.time().isBefore(from));
    return recent;
  }

  private static Duration duration(String since) {
    try {
      return Durations.read(since);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(ExitCode.USAGE, "--since " + e.getMessage(), e);
    }
  }
}
