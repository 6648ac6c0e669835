package io.cairn.models;

import io.cairn.core.Event;
import java.util.Arrays;

/**
 * Events in their order, oldest first, each of them, also of items that come again: what models of
 * sequences learn from and answer. Events with items that the model does not know are left out by
 * the caller.
 *
 * @param columns the items, shape {@code [n]}
 * @param types what was done, as {@link #type} names it; the empty text where unknown; same shape
 * @param times when, epoch milliseconds, ascending; all 0 where unknown; same shape
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record EventSequence(int[] columns, String[] types, long[] times) {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public EventSequence {
    if (columns.length != types.length || columns.length != times.length) {
      throw new IllegalArgumentException(
          "%d columns, but %d types and %d times"
              .formatted(columns.length, types.length, times.length));
    }
  }

  /** Makes events of which only items and times are known; the arrays are shared. */
  public static EventSequence untyped(int[] columns, long[] times) {
    String[] types = new String[columns.length];
    Arrays.fill(types, "");
    return new EventSequence(columns, types, times);
  }

  /**
   * Returns the name of what was done: its type, and of a rating also how many stars, rounded,
   * since five are not what one is.
   *
   * @param value what was measured
   */
  public static String type(String type, double value) {
    return type.equals(Event.Interaction.RATING) ? type + " " + Math.round(value) : type;
  }

  /** Returns the number of events. */
  public int size() {
    return columns.length;
  }

  /** Returns the events from one place to before another. */
  EventSequence part(int from, int to) {
    return new EventSequence(
        Arrays.copyOfRange(columns, from, to),
        Arrays.copyOfRange(types, from, to),
        Arrays.copyOfRange(times, from, to));
  }

  /**
   * The events of rows one after the other: what an {@link InteractionMatrix} is made of, before
   * anything is summed. A row is a user, or a session where sessions are compared.
   *
   * @param items the number of columns
   * @param starts where each row begins in the events, shape {@code [rows + 1]}
   * @param events of all rows, in order of time within each
   * @param wanted whether each event speaks for its item, which is then foretold; else it is seen
   *     only; shape {@code [starts[rows]]}
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
  public record Rows(int items, int[] starts, EventSequence events, boolean[] wanted) {

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if the arrays do not fit together
     */
    public Rows {
      int cells = starts[starts.length - 1];
      if (events.size() != cells || wanted.length != cells) {
        throw new IllegalArgumentException(
            "%d cells, but %d events, %d of them wanted or not"
                .formatted(cells, events.size(), wanted.length));
      }
    }

    /** Returns the cells of a matrix as one event each, at the place of the last one. */
    public static Rows of(InteractionMatrix matrix) {
      boolean[] wanted = new boolean[matrix.cells()];
      for (int cell = 0; cell < wanted.length; cell++) {
        wanted[cell] = matrix.weights()[cell] > 0;
      }
      EventSequence events = EventSequence.untyped(matrix.columns(), matrix.times());
      return new Rows(matrix.items(), matrix.starts(), events, wanted);
    }

    /** Returns the number of rows. */
    public int rows() {
      return starts.length - 1;
    }
  }
}
