package io.cairn.core;

import java.util.function.IntPredicate;

/** Picks the best of many scores. */
public final class TopK {
  private TopK() {}

  /**
   * Returns the columns of the {@code k} highest scores, best first; equal scores in the order of
   * their columns. Scores that are negative infinity or not a number are left out, so the answer
   * may be shorter. {@code O(n log k)}, and about {@code O(n)} when most scores are low.
   *
   * @throws IllegalArgumentException if {@code k} is below 1
   */
  public static int[] of(float[] scores, int k) {
    return of(scores, k, _ -> true);
  }

  /**
   * Returns what {@link #of(float[], int)} does of the columns that are wanted.
   *
   * @param wanted asked only of columns that are good enough
   * @throws IllegalArgumentException if {@code k} is below 1
   */
  public static int[] of(float[] scores, int k, IntPredicate wanted) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
    Heap heap = new Heap(Math.min(k, scores.length));
    for (int column = 0; column < scores.length; column++) {
      if (scores[column] > heap.floor && wanted.test(column)) {
        heap.add(scores[column], column);
      }
    }
    return heap.drain();
  }

  /** The best columns so far, the worst of them on top. */
  private static final class Heap {

    /*
     * A column and its score are one number, of which the larger is the better: the bits of the
     * score, in an order that is that of the scores, above those of the column, inverted.
     */

    private final long[] keys;
    private int size;

    /** What a score must be above: of equal ones the first came earlier and stays. */
    private float floor = Float.NEGATIVE_INFINITY;

    Heap(int capacity) {
      keys = new long[capacity];
    }

    void add(float score, int column) {
      int bits = Float.floatToIntBits(score + 0f);
      int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      long key = ((long) ordered << Integer.SIZE) | (~column & 0xffff_ffffL);
      if (size < keys.length) {
        siftUp(key);
      } else {
        siftDown(key);
      }
      if (size == keys.length) {
        floor = score(keys[0]);
      }
    }

    private static float score(long key) {
      int ordered = (int) (key >> Integer.SIZE);
      return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
    }

    int[] drain() {
      int[] best = new int[size];
      while (size > 0) {
        best[size - 1] = ~(int) keys[0];
        size--;
        siftDown(keys[size]);
      }
      return best;
    }

    private void siftUp(long key) {
      int at = size++;
      while (at > 0 && key < keys[(at - 1) / 2]) {
        keys[at] = keys[(at - 1) / 2];
        at = (at - 1) / 2;
      }
      keys[at] = key;
    }

    private void siftDown(long key) {
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && keys[child + 1] < keys[child]) {
          child++;
        }
        if (keys[child] >= key) {
          break;
        }
        keys[at] = keys[child];
        at = child;
      }
      keys[at] = key;
    }
  }
}
