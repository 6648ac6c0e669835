package io.cairn.models;

/**
 * Who did something with what: a sparse matrix of rows × items in compressed rows. A row is a user,
 * or a basket where baskets are compared. Within a row each item comes once, in order of its last
 * event, oldest first.
 *
 * @param items the number of columns
 * @param starts where each row begins in the three arrays below, shape {@code [rows + 1]}
 * @param columns the items, shape {@code [starts[rows]]}
 * @param weights the summed weight of the row's events with the item, may be negative, same shape
 * @param times when the last of those events happened, epoch milliseconds, same shape
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record InteractionMatrix(
    int items, int[] starts, int[] columns, float[] weights, long[] times) {

  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if the arrays do not fit together
   */
  public InteractionMatrix {
    int cells = starts[starts.length - 1];
    if (columns.length != cells || weights.length != cells || times.length != cells) {
      throw new IllegalArgumentException(
          "%d cells, but %d columns, %d weights, %d times"
              .formatted(cells, columns.length, weights.length, times.length));
    }
  }

  /** Returns the number of rows. */
  public int rows() {
    return starts.length - 1;
  }

  /** Returns the number of pairs of row and item. */
  public int cells() {
    return columns.length;
  }
}
