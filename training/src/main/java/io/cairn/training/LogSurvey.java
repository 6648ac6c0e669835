package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.core.UserId;
import io.cairn.events.EventLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What must be known of a log before examples are built from it. For use by one thread. */
final class LogSurvey {
  private static final int TOLD_EVERY = 10_000;

  private final Map<UserId, Long> removals = new HashMap<>();
  private final LongList impressions = new LongList();
  private final Instant wantedFrom;
  private long from = -1;
  private long offset;

  private LogSurvey(Instant wantedFrom) {
    this.wantedFrom = wantedFrom;
  }

  /**
   * Reads the log once.
   *
   * @param from lists of an earlier time are not wanted
   */
  static LogSurvey of(EventLog log, Instant from, Progress progress) {
    LogSurvey survey = new LogSurvey(from);
    long end = log.end();
    try (Stream<Event> events = log.read(0)) {
      events.forEachOrdered(
          event -> {
            survey.add(event);
            if (survey.offset % TOLD_EVERY == 0) {
              progress.at("reading the log", survey.offset, end);
            }
          });
    }
    progress.at("reading the log", end, end);
    return survey;
  }

  private void add(Event event) {
    boolean isWanted = !event.time().isBefore(wantedFrom);
    if (isWanted && from < 0) {
      from = offset;
    }
    switch (event) {
      case Event.UserRemoved removed -> removals.put(removed.user(), offset);
      case Event.Impression _ when isWanted -> impressions.add(offset);
      default -> {}
    }
    offset++;
  }

  /** Returns the offset of the first event that is wanted. */
  long from() {
    return from < 0 ? offset : from;
  }

  /** Returns the offset of the last removal of each user that was removed. */
  Map<UserId, Long> removals() {
    return removals;
  }

  int impressions() {
    return impressions.size();
  }

  /** Returns the offset of the first of the last impressions, at most so many. */
  long firstOfLastImpressions(int count) {
    int first = Math.max(0, impressions.size() - count);
    return impressions.size() == 0 ? offset : impressions.get(first);
  }

  /** Numbers that grow in number. */
  private static final class LongList {
    private long[] numbers = new long[1024];
    private int size;

    void add(long number) {
      if (size == numbers.length) {
        numbers = java.util.Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    long get(int index) {
      return numbers[index];
    }

    int size() {
      return size;
    }
  }
}
