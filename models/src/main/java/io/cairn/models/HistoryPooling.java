package io.cairn.models;

import java.time.Duration;

/**
 * How much each item of a history counts in the vector of the whole: its weight, halved for every
 * half-life between its last event and that of the history, scaled so that the squares of a history
 * of n items sum to {@code n / (n + 30)}: a short history says less of somebody than a long one.
 * Items that count little count little in n, too, which is the square of the sum over the sum of
 * the squares. The weight is the sum over the item's events, so that what kind of events they were
 * shows in it: a purchase counts more than a view, and a dislike turns the item's vector round.
 *
 * @param halfLife at least 0; 0 if it does not matter when
 */
record HistoryPooling(Duration halfLife) {

  /** Beyond so many halves an item fades no more, so that its weight keeps its sign. */
  private static final double HALVES_MAX = 60;

  /** A history of so many items is scaled to half of the square of an endless one. */
  static final double SHRINKAGE = 30;

  /** Returns the rows with what each item counts in place of weights, not scaled yet. */
  SparseRows faded(InteractionMatrix rows) {
    float[] shares = rows.weights().clone();
    for (int row = 0; row < rows.rows() && !halfLife.isZero(); row++) {
      int end = rows.starts()[row + 1];
      for (int at = rows.starts()[row]; at < end; at++) {
        shares[at] *= decay(rows.times()[end - 1] - rows.times()[at]);
      }
    }
    return new SparseRows(rows.items(), rows.starts(), rows.columns(), shares);
  }

  private float decay(long millis) {
    return (float) Math.pow(.5, Math.min(HALVES_MAX, (double) millis / halfLife.toMillis()));
  }

  /** Returns the rows scaled; that a whole row faded further changes nothing. */
  static SparseRows scaled(SparseRows rows) {
    float[] shares = rows.weights().clone();
    for (int row = 0; row < rows.rows(); row++) {
      scale(shares, rows.starts()[row], rows.starts()[row + 1]);
    }
    return new SparseRows(rows.width(), rows.starts(), rows.columns(), shares);
  }

  private static void scale(float[] shares, int from, int to) {
    double sum = 0;
    double squares = 0;
    for (int at = from; at < to; at++) {
      sum += Math.abs(shares[at]);
      squares += (double) shares[at] * shares[at];
    }
    double items = squares > 0 ? sum * sum / squares : 0;
    double scale = squares > 0 ? Math.sqrt(items / (items + SHRINKAGE) / squares) : 0;
    for (int at = from; at < to; at++) {
      shares[at] = (float) (shares[at] * scale);
    }
  }
}
