package io.cairn.models;

/**
 * What one person did and is, as a model sees it: distinct items, oldest first, and traits. Items
 * that the model does not know are left out by the caller.
 *
 * @param columns the items, shape {@code [n]}
 * @param weights how much each counts, may be negative, shape {@code [n]}
 * @param times when the last event with each was, epoch milliseconds, ascending; all 0 where
 *     unknown; shape {@code [n]}
 * @param traits what is known beside events, such as an age band or the device at hand: hashes of
 *     texts, as {@link ItemContent#tokens} makes them, in any order; empty where nothing is known
 * @param events what the last events were, for models of sequences; each item as one event of
 *     unknown type where nobody told
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record History(
    int[] columns, float[] weights, long[] times, int[] traits, EventSequence events) {
  /** Nobody's. */
  public static final History EMPTY = new History(new int[0], new float[0], new long[0]);

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public History {
    if (columns.length != weights.length || columns.length != times.length) {
      throw new IllegalArgumentException(
          "%d columns, but %d weights and %d times"
              .formatted(columns.length, weights.length, times.length));
    }
  }

  /** Makes the history of somebody of whom nothing else is known. */
  public History(int[] columns, float[] weights, long[] times) {
    this(columns, weights, times, new int[0], EventSequence.untyped(columns, times));
  }

  /** Makes a history of which nobody knows when it was: all at once. */
  public History(int[] columns, float[] weights) {
    this(columns, weights, new long[columns.length]);
  }

  /** Returns the same of somebody with these traits. */
  public History withTraits(int[] known) {
    return new History(columns, weights, times, known, events);
  }

  /** Returns the same of somebody who did this. */
  public History withEvents(EventSequence last) {
    return new History(columns, weights, times, traits, last);
  }

  /** Returns the number of items. */
  public int size() {
    return columns.length;
  }
}
