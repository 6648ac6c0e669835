package io.cairn.models;

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
public record EventRows(int items, int[] starts, EventSequence events, boolean[] wanted) {

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  public EventRows {
    int cells = starts[starts.length - 1];
    if (events.size() != cells || wanted.length != cells) {
      throw new IllegalArgumentException(
          "%d cells, but %d events, %d of them wanted or not"
              .formatted(cells, events.size(), wanted.length));
    }
  }

  /** Returns the cells of a matrix as one event each, at the place of the last one. */
  public static EventRows of(InteractionMatrix matrix) {
    boolean[] wanted = new boolean[matrix.cells()];
    for (int cell = 0; cell < wanted.length; cell++) {
      wanted[cell] = matrix.weights()[cell] > 0;
    }
    EventSequence events = EventSequence.untyped(matrix.columns(), matrix.times());
    return new EventRows(matrix.items(), matrix.starts(), events, wanted);
  }

  /** Returns the number of rows. */
  public int rows() {
    return starts.length - 1;
  }
}
