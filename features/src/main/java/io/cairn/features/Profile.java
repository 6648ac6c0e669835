package io.cairn.features;

import io.cairn.core.ItemId;

/**
 * The distinct items that somebody had to do with, oldest first by their last event: what models
 * score from, and what is not shown again. The same sums make the rows of the training matrix.
 *
 * @param items shape {@code [n]}
 * @param weights the summed weight of the events with each item, may be negative, shape {@code [n]}
 * @param times when the last of them happened, epoch milliseconds, ascending, shape {@code [n]}
 * @param seen whether the item counts as seen, shape {@code [n]}
 */
@SuppressWarnings("ArrayRecordComponent") // state, replaced as a whole; identity is never compared
public record Profile(ItemId[] items, float[] weights, long[] times, boolean[] seen)
    implements State {
  /** Nobody's. */
  public static final Profile EMPTY =
      new Profile(new ItemId[0], new float[0], new long[0], new boolean[0]);

  /** Returns the number of items. */
  public int size() {
    return items.length;
  }

  /**
   * Returns the profile after an event with an item.
   *
   * @param itemsMax how many items to keep, at least 1; the one with the oldest event goes first
   */
  public Profile plus(ItemId item, float weight, long atMillis, boolean isSeen, int itemsMax) {
    int old = indexOf(item);
    float newWeight = old < 0 ? weight : weights[old] + weight;
    long newTime = old < 0 ? atMillis : Math.max(times[old], atMillis);
    boolean newSeen = isSeen || (old >= 0 && seen[old]);
    int dropped = old >= 0 ? old : size() < itemsMax ? -1 : 0;
    int size = dropped < 0 ? size() + 1 : size();
    Profile after =
        new Profile(new ItemId[size], new float[size], new long[size], new boolean[size]);
    int to = 0;
    boolean placed = false;
    for (int from = 0; from < size(); from++) {
      if (from == dropped) {
        continue;
      }
      if (!placed && times[from] > newTime) {
        after.set(to++, item, newWeight, newTime, newSeen);
        placed = true;
      }
      after.set(to++, items[from], weights[from], times[from], seen[from]);
    }
    if (!placed) {
      after.set(to, item, newWeight, newTime, newSeen);
    }
    return after;
  }

  /** Returns the place of the item in the arrays, or -1. */
  public int indexOf(ItemId item) {
    for (int i = items.length - 1; i >= 0; i--) {
      if (items[i].equals(item)) {
        return i;
      }
    }
    return -1;
  }

  private void set(int at, ItemId item, float weight, long time, boolean isSeen) {
    items[at] = item;
    weights[at] = weight;
    times[at] = time;
    seen[at] = isSeen;
  }
}
