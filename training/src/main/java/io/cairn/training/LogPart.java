package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.events.EventLog;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A part of a log as a log of its own, which cannot be written: its events have consecutive offsets
 * from 0, and shown lists say how much of the part their rows had seen. Safe for use by multiple
 * threads.
 */
public final class LogPart implements EventLog {

  /*
   * A list was made from rows that had seen the log to an offset a little before its own. How many
   * events of the part that is, is counted while reading, and known for the last offsets only: a
   * list that refers to earlier ones becomes one of which that is not known.
   */

  private static final int REMEMBERED = 1 << 15;

  private final EventLog log;
  private final Predicate<Event> isPart;
  private final long logEnd;
  private final long end;

  private LogPart(EventLog log, Predicate<Event> isPart, long logEnd, long end) {
    this.log = log;
    this.isPart = isPart;
    this.logEnd = logEnd;
    this.end = end;
  }

  /** Returns the first events of a log, whatever is written later. */
  public static EventLog upTo(EventLog log, long end) {
    return new LogPart(log, _ -> true, end, end);
  }

  /** Returns those of the events written so far that the predicate lets through. */
  public static EventLog of(EventLog log, Predicate<Event> isPart) {
    long logEnd = log.end();
    try (Stream<Event> events = log.read(0)) {
      return new LogPart(log, isPart, logEnd, events.limit(logEnd).filter(isPart).count());
    }
  }

  @Override
  public long[] append(List<Event> events) {
    throw new UnsupportedOperationException("a part of a log cannot be written");
  }

  @Override
  public Stream<Event> read(long offset) {
    if (offset < 0 || offset > end) {
      throw new IllegalArgumentException("offset must be in [0, " + end + "], was " + offset);
    }
    if (end == logEnd) {
      return log.read(offset).limit(end - offset);
    }
    Renumbering renumbering = new Renumbering();
    Stream<Event> events = log.read(0);
    return events
        .limit(logEnd)
        .filter(renumbering::keeps)
        .map(renumbering::renumbered)
        .skip(offset);
  }

  /** Counts events as they are read in order. For use by one thread. */
  private final class Renumbering {
    private final long[] keptBefore = new long[REMEMBERED];
    private long offset;
    private long kept;

    boolean keeps(Event event) {
      keptBefore[(int) (offset++ % REMEMBERED)] = kept;
      boolean keeps = isPart.test(event);
      kept += keeps ? 1 : 0;
      return keeps;
    }

    Event renumbered(Event event) {
      if (!(event instanceof Event.Impression shown) || !shown.asOf().isKnown()) {
        return event;
      }
      long asOf = shown.asOf().offset();
      boolean isRemembered = asOf < offset && asOf >= offset - REMEMBERED;
      Event.AsOf renumbered =
          isRemembered
              ? new Event.AsOf(keptBefore[(int) (asOf % REMEMBERED)], shown.asOf().models())
              : Event.AsOf.UNKNOWN;
      return new Event.Impression(
          shown.id(),
          shown.time(),
          shown.visitor(),
          shown.request(),
          shown.surface(),
          shown.context(),
          shown.shown(),
          renumbered);
    }
  }

  @Override
  public long end() {
    return end;
  }

  /** Does nothing: the log belongs to whoever opened it. */
  @Override
  public void close() {}
}
