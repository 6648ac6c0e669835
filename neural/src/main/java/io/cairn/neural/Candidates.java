package io.cairn.neural;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The items of a step: first those that were drawn for every target to be told from, and then the
 * others that its batch names.
 *
 * @param ids the items, each once, shape {@code [n]}
 * @param slots where in {@code ids} each item of the catalogue is; -1 for those that are not there
 * @param drawn how many were drawn
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
record Candidates(int[] ids, int[] slots, int drawn) {

  /**
   * Draws items evenly.
   *
   * @param items how many there are
   * @param negatives how many to draw; all of them if 0, or if there are not more
   */
  static Candidates draw(int items, int negatives, Batch batch, SplittableRandom random) {
    int drawn = negatives == 0 ? items : Math.min(items, negatives);
    int[] ids = new int[items];
    int[] slots = new int[items];
    Arrays.fill(slots, -1);
    int size = 0;
    while (size < drawn) {
      size = add(drawn == items ? size : random.nextInt(items), ids, slots, size);
    }
    for (long item : batch.columns()) {
      size = add((int) item, ids, slots, size);
    }
    for (long item : batch.targets()) {
      size = add((int) item, ids, slots, size);
    }
    return new Candidates(Arrays.copyOf(ids, size), slots, drawn);
  }

  private static int add(int item, int[] ids, int[] slots, int size) {
    if (slots[item] >= 0) {
      return size;
    }
    ids[size] = item;
    slots[item] = size;
    return size + 1;
  }

  /** Returns where items are. */
  long[] slots(long[] items) {
    return Arrays.stream(items).map(item -> slots[(int) item]).toArray();
  }
}
