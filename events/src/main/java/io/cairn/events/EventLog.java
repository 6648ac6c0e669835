package io.cairn.events;

import io.cairn.core.Event;
import java.util.List;
import java.util.stream.Stream;

/**
 * The append-only record of what happened. Events have consecutive offsets from 0 in append order,
 * and an event that was once read at an offset is read there again.
 *
 * <p>Implementations are safe for use by multiple threads. Failures of the underlying storage are
 * reported as {@link java.io.UncheckedIOException}.
 */
public interface EventLog extends AutoCloseable {

  /**
   * Appends the events whose ids are not in the log yet, in order, all or none of them; when it
   * returns, they are durable.
   *
   * @return one offset per event, in the order of {@code events}, shape {@code [events.size()]}:
   *     where it was written, or, for an event whose id was already there (or came earlier in this
   *     call), {@code -1 - offset} of that earlier event
   */
  long[] append(List<Event> events);

  /**
   * Returns the events at {@code offset} and after, in order, up to those appended before this
   * call. The stream reads as it goes, in bounded memory, and must be closed.
   *
   * @throws IllegalArgumentException if {@code offset} is negative or past the end
   */
  Stream<Event> read(long offset);

  /** Returns the offset of the next event to be written, which is the number of events. */
  long end();

  /** Releases what the log holds; every appended event is durable already. */
  @Override
  void close();
}
