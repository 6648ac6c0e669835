package io.cairn.index;

import java.util.Arrays;

/**
 * What a walk through a graph knows: where it has been, and the best so far, of which it goes on
 * from those that it has not yet gone on from. For use by one thread at a time; used again for the
 * next walk.
 */
final class Beam {

  /*
   * The best are in descending order, each one number: the bits of the score, in an order that is
   * that of the scores, above the slot, inverted, above one bit that is set once the walk has gone
   * on from there. Where it has been is a bit for each slot; what was set is taken back before the
   * next walk, since that is less than all of them.
   */

  private final long[] visited;
  private int[] visits = new int[256];
  private int visitCount;
  private long[] best = new long[64];
  private int width;
  private int count;
  private int cursor;

  /** Makes a beam for a graph of so many slots. */
  Beam(int slots) {
    visited = new long[Math.ceilDiv(slots, Long.SIZE)];
  }

  /** Begins a walk that keeps so many. */
  void begin(int widest) {
    for (int at = 0; at < visitCount; at++) {
      visited[visits[at] / Long.SIZE] = 0;
    }
    visitCount = 0;
    width = widest;
    if (best.length < width) {
      best = new long[width];
    }
    count = 0;
    cursor = 0;
  }

  /** Tells whether the walk comes to a slot for the first time. */
  boolean visit(int slot) {
    long bit = 1L << slot;
    if ((visited[slot / Long.SIZE] & bit) != 0) {
      return false;
    }
    visited[slot / Long.SIZE] |= bit;
    if (visitCount == visits.length) {
      visits = Arrays.copyOf(visits, 2 * visitCount);
    }
    visits[visitCount++] = slot;
    return true;
  }

  /** Adds a slot, if its score is good enough. */
  void add(float score, int slot) {
    long key = key(score, slot);
    if (count == width) {
      if (key <= best[count - 1]) {
        return;
      }
      count--;
    }
    int place = place(key);
    System.arraycopy(best, place, best, place + 1, count - place);
    best[place] = key;
    count++;
    cursor = Math.min(cursor, place);
  }

  /** Returns how many of the best are above a key. */
  private int place(long key) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (best[middle] > key) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Returns the best slot to go on from; -1 if there is none. */
  int next() {
    while (cursor < count && (best[cursor] & 1) != 0) {
      cursor++;
    }
    if (cursor == count) {
      return -1;
    }
    best[cursor] |= 1;
    return slot(cursor++);
  }

  int size() {
    return count;
  }

  /** Returns the slot at a place, the best at 0. */
  int slot(int place) {
    return ~(int) (best[place] >> 1) & Integer.MAX_VALUE;
  }

  /** Returns the score at a place. */
  float score(int place) {
    int ordered = (int) (best[place] >> Integer.SIZE);
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
  }

  private static long key(float score, int slot) {
    int bits = Float.floatToIntBits(score + 0f);
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return ((long) ordered << Integer.SIZE) | ((~slot & 0x7fff_ffffL) << 1);
  }
}
