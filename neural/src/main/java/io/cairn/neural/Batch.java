package io.cairn.neural;

/**
 * Windows of rows beside each other, each from the left; what is left of the width is padding, and
 * reads like item 0.
 *
 * @param rows the number of windows
 * @param width the length of the longest
 * @param columns the items, row-major, shape {@code [rows × width]}
 * @param codes what was done with them, same shape
 * @param gaps the buckets of the times before them, same shape
 * @param places the cells after which an item is foretold, shape {@code [targets]}
 * @param targets these items, same shape
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
record Batch(
    int rows, int width, long[] columns, long[] codes, long[] gaps, long[] places, long[] targets) {

  /** Returns one that is to be filled, with room for as many targets as cells. */
  static Batch empty(int rows, int width) {
    int cells = Math.multiplyExact(rows, width);
    return new Batch(
        rows,
        width,
        new long[cells],
        new long[cells],
        new long[cells],
        new long[cells],
        new long[cells]);
  }

  /** Returns the same with other targets. */
  Batch withPlaces(long[] places, long[] targets) {
    return new Batch(rows, width, columns, codes, gaps, places, targets);
  }
}
