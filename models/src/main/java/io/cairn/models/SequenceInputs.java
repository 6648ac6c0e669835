package io.cairn.models;

/**
 * What a sequence model sees of rows: which item came at each position, how much was done with it,
 * and how long after the item before. Numbers of many sizes are put into a few buckets, so that
 * each can have a vector of its own.
 *
 * @param items the number of columns
 * @param starts where each row begins in the three arrays below, shape {@code [rows + 1]}
 * @param columns the items of each row, oldest first, shape {@code [starts[rows]]}
 * @param amounts the bucket of the weight, from 0 to below {@link #AMOUNTS}; 0 for weights that are
 *     not above 0: such an item is an input, but not one to foretell; same shape
 * @param gaps the bucket of the time since the item before, from 0 to below {@link #GAPS}; 0 for
 *     less than a second, and for the first item of a row; same shape
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record SequenceInputs(int items, int[] starts, int[] columns, int[] amounts, int[] gaps) {
  /** How many buckets there are for weights: up to 0, then below and at 1, below 2, 4, 8, more. */
  public static final int AMOUNTS = 7;

  /** How many buckets there are for times: none, then 1 second, 2, 4, 8 and so on. */
  public static final int GAPS = 32;

  private static final int MILLIS = 1000;

  /** Returns what is to be seen of the rows of a matrix. */
  static SequenceInputs of(InteractionMatrix matrix) {
    int[] amounts = new int[matrix.cells()];
    int[] gaps = new int[matrix.cells()];
    for (int row = 0; row < matrix.rows(); row++) {
      int from = matrix.starts()[row];
      for (int cell = from; cell < matrix.starts()[row + 1]; cell++) {
        amounts[cell] = amount(matrix.weights()[cell]);
        long before = matrix.times()[Math.max(from, cell - 1)];
        gaps[cell] = gap(matrix.times()[cell] - before);
      }
    }
    return new SequenceInputs(matrix.items(), matrix.starts(), matrix.columns(), amounts, gaps);
  }

  /** Returns what is to be seen of a history, as the one row. */
  static SequenceInputs of(History history, int items) {
    int[] starts = {0, history.size()};
    return of(
        new InteractionMatrix(
            items, starts, history.columns(), history.weights(), history.times()));
  }

  /** Returns the number of rows. */
  public int rows() {
    return starts.length - 1;
  }

  static int amount(float weight) {
    if (!(weight > 0)) {
      return 0;
    }
    if (weight <= 1) {
      return weight < 1 ? 1 : 2;
    }
    return weight < 2 ? 3 : weight < 4 ? 4 : weight < 8 ? 5 : 6;
  }

  static int gap(long millis) {
    long seconds = Math.max(0, millis / MILLIS);
    return Math.min(GAPS - 1, Long.SIZE - Long.numberOfLeadingZeros(seconds));
  }
}
