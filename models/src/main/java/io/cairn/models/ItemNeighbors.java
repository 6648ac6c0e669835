package io.cairn.models;

/**
 * The items most like one item, most similar first.
 *
 * @param columns the items, shape {@code [n]}
 * @param similarities of each with the item, in (0, 1], shape {@code [n]}
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record ItemNeighbors(int[] columns, float[] similarities) {

  /** Returns the number of neighbours. */
  public int size() {
    return columns.length;
  }
}
