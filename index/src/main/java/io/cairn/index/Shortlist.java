package io.cairn.index;

import java.util.Arrays;

/** Keeps the best of many scores. For use by one thread. */
final class Shortlist {

  /*
   * A score and its number are one key, of which the larger is the better: the bits of the score,
   * in an order that is that of the scores, above those of the number, inverted, so that of equal
   * scores the lower number is the better. Keys are put behind each other, and once there are twice
   * as many as wanted the better half is selected: a score costs a comparison and rarely more.
   */

  private final int capacity;
  private final long[] keys;
  private int count;
  private float floor = Float.NEGATIVE_INFINITY;

  /** Makes an empty list of which {@code capacity}, at least 1, are kept. */
  Shortlist(int capacity) {
    this.capacity = capacity;
    keys = new long[2 * capacity + 16];
  }

  /** Returns what a score must be above to be worth adding. */
  float floor() {
    return floor;
  }

  /** Adds a score that is above the floor. */
  void add(float score, int number) {
    if (count == keys.length) {
      shrink();
      if (score <= floor) {
        return;
      }
    }
    keys[count++] = key(score, number);
  }

  /** Raises the floor as far as what was added allows. */
  void raiseFloor() {
    if (count >= capacity + capacity / 2) {
      shrink();
    }
  }

  /** Returns the numbers of the best, best first, and keeps nothing. */
  int[] drain() {
    if (count > capacity) {
      shrink();
    }
    Arrays.sort(keys, 0, count);
    int[] best = new int[count];
    for (int place = 0; place < best.length; place++) {
      best[place] = ~(int) keys[--count];
    }
    return best;
  }

  private static long key(float score, int number) {
    int bits = Float.floatToIntBits(score + 0f);
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return ((long) ordered << Integer.SIZE) | (~number & 0xffff_ffffL);
  }

  private static float score(long key) {
    int ordered = (int) (key >> Integer.SIZE);
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
  }

  private void shrink() {
    selectBest();
    count = capacity;
    floor = score(keys[capacity - 1]);
  }

  /** Moves the best to the front, the worst of them to their end: Hoare's selection. */
  private void selectBest() {
    int from = 0;
    int to = count - 1;
    while (from < to) {
      long pivot = keys[(from + to) >>> 1];
      int left = from;
      int right = to;
      while (left <= right) {
        while (keys[left] > pivot) {
          left++;
        }
        while (keys[right] < pivot) {
          right--;
        }
        if (left <= right) {
          swap(left++, right--);
        }
      }
      if (capacity - 1 <= right) {
        to = right;
      } else if (capacity - 1 >= left) {
        from = left;
      } else {
        return;
      }
    }
  }

  private void swap(int one, int other) {
    long key = keys[one];
    keys[one] = keys[other];
    keys[other] = key;
  }
}
