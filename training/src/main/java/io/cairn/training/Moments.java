package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.UserId;
import io.cairn.events.EventLog;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The lists of a log in the order in which the log must be folded for them. Reads the log once, as
 * far as needed. For use by one thread.
 */
final class Moments implements Iterator<Moment>, AutoCloseable {

  /*
   * Lists become known in the order in which they were shown, but may have been made from rows that
   * had seen a little less of the log than those of the list before. So each waits until the log
   * was read so much further that none of an earlier offset is to come; one that comes even later
   * is left out and counted.
   */

  /** How many events the making of two lists may overlap. */
  private static final int OVERLAP_MAX = 20_000;

  private record Known(Moment moment, long at) {}

  private final Stream<Event> events;
  private final Iterator<Event> iterator;
  private final MomentFinder finder;
  private final Map<UserId, Long> removals;
  private final long first;
  private final PriorityQueue<Known> waiting =
      new PriorityQueue<>(Comparator.comparingLong(known -> known.moment().offset()));
  private final ArrayDeque<Moment> ready = new ArrayDeque<>();
  private long offset;
  private long reached;
  private long tooLate;
  private boolean hasEnded;

  /**
   * Begins to read.
   *
   * @param removals the offset of the last removal of each removed user, whose earlier lists are
   *     left out
   * @param first the offset before which no list is wanted
   */
  Moments(EventLog log, MomentFinder finder, Map<UserId, Long> removals, long first) {
    events = log.read(0);
    iterator = events.iterator();
    this.finder = finder;
    this.removals = removals;
    this.first = first;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !hasEnded) {
      if (iterator.hasNext()) {
        finder.add(offset, iterator.next(), this::found);
        offset++;
      } else {
        finder.end(this::found);
        hasEnded = true;
      }
      release();
    }
    return !ready.isEmpty();
  }

  private void found(Moment moment) {
    boolean isForgotten =
        moment
            .occasion()
            .visitor()
            .user()
            .map(removals::get)
            .filter(at -> at >= moment.offset())
            .isPresent();
    if (isForgotten || moment.offset() < first) {
      return;
    }
    if (moment.offset() < reached) {
      tooLate++;
    } else {
      waiting.add(new Known(moment, offset));
    }
  }

  private void release() {
    while (!waiting.isEmpty() && (hasEnded || offset - waiting.element().at() > OVERLAP_MAX)) {
      Moment moment = waiting.remove().moment();
      reached = moment.offset();
      ready.add(moment);
    }
  }

  @Override
  public Moment next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Returns how many lists were left out because they were recorded too long after others. */
  long tooLate() {
    return tooLate;
  }

  @Override
  public void close() {
    events.close();
  }
}
