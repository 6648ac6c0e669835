package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Vectors in lists of neighbours. A place of a vector is its slot: lists begin at a new block, so
 * that some slots are empty.
 *
 * @param centroids the mean of each list, shape {@code [lists × dimension]}, row-major
 * @param blocks the first block of each list, and the number of blocks, shape {@code [lists + 1]}
 * @param rows the row of the vector in each slot in the table that this was made from, {@link
 *     #EMPTY} without one, shape {@code [blocks × Kernel.BLOCK]}
 * @param codes of what the vectors differ from their list's mean
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record IvfLists(float[] centroids, int[] blocks, int[] rows, ListCodes codes) {
  static final int EMPTY = -1;

  int size() {
    return blocks.length - 1;
  }

  int dimension() {
    return centroids.length / size();
  }

  /** Returns the vector in a slot, as exactly as its bytes tell. */
  float[] decode(int slot) {
    int from = listOf(slot) * dimension();
    float[] vector = Arrays.copyOfRange(centroids, from, from + dimension());
    codes.addTo(vector, slot);
    return vector;
  }

  int listOf(int slot) {
    return listOf(blocks, slot);
  }

  /** Returns the list of a slot, by the first block of each. */
  static int listOf(int[] blocks, int slot) {
    int found = Arrays.binarySearch(blocks, slot / Kernel.BLOCK);
    int list = found < 0 ? -found - 2 : found;
    while (blocks[list + 1] == blocks[list]) {
      list++;
    }
    return list;
  }

  /** Returns the product of the query with each list's mean. */
  float[] products(float[] query) {
    return Kernel.FASTEST.products(centroids, query);
  }

  /** Returns the rows of a list. */
  int[] members(int list) {
    return Arrays.stream(rows, firstSlot(list), firstSlot(list + 1))
        .filter(row -> row != EMPTY)
        .toArray();
  }

  private int firstSlot(int list) {
    return blocks[list] * Kernel.BLOCK;
  }

  /** Returns a bit for each slot that is not empty, a number for each block. */
  long[] filled() {
    return filter(slot -> rows[slot] != EMPTY);
  }

  /** Returns a bit for each slot that passes, a number for each block. */
  long[] filter(IntPredicate passes) {
    long[] bits = new long[rows.length / Kernel.BLOCK];
    for (int slot = 0; slot < rows.length; slot++) {
      if (passes.test(slot)) {
        bits[slot / Kernel.BLOCK] |= 1L << slot;
      }
    }
    return bits;
  }

  /**
   * Adds the best slots of a list.
   *
   * @param product that of the query and the list's mean
   * @param within the slots that count, a bit each
   */
  void scan(int list, float product, ListCodes.Scan scan, long[] within, Shortlist best) {
    scan.begin(list, product);
    for (int block = blocks[list]; block < blocks[list + 1]; block++) {
      if (within[block] == 0) {
        continue;
      }
      long good = scan.above(block, best.floor()) & within[block];
      for (long lanes = good; lanes != 0; lanes &= lanes - 1) {
        int lane = Long.numberOfTrailingZeros(lanes);
        float score = scan.score(lane);
        if (score > best.floor()) {
          best.add(score, block * Kernel.BLOCK + lane);
        }
      }
    }
  }
}
