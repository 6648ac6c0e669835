package io.cairn.models;

/**
 * How much each item of a history counts in the vector of the whole: its weight, halved for every
 * {@code halfLife} items that came after it, scaled so that the squares of a history sum to 1.
 *
 * @param halfLife in items; 0 if it does not matter how many came after
 */
record HistoryPooling(double halfLife) {

  /** Returns the histories, items oldest first, with what each item counts in place of weights. */
  SparseRows pooled(SparseRows histories) {
    float[] shares = histories.weights().clone();
    for (int row = 0; row < histories.rows(); row++) {
      pool(shares, histories.starts()[row], histories.starts()[row + 1]);
    }
    return new SparseRows(histories.width(), histories.starts(), histories.columns(), shares);
  }

  private void pool(float[] shares, int from, int to) {
    double squares = 0;
    for (int at = from; at < to; at++) {
      shares[at] *= (float) decay(to - 1 - at);
      squares += (double) shares[at] * shares[at];
    }
    float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int at = from; at < to; at++) {
      shares[at] *= scale;
    }
  }

  private double decay(int itemsAfter) {
    return halfLife > 0 ? Math.pow(.5, itemsAfter / halfLife) : 1;
  }
}
