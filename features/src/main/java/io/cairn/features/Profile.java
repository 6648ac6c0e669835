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
   * @param itemsMax how many items to keep, at least 1; the one with the oldest event goes first,
   *     which may be the new one if its event comes late
   */
  public Profile plus(ItemId item, float weight, long atMillis, boolean isSeen, int itemsMax) {
    int old = indexOf(item);
    if (old >= 0) {
      long time = Math.max(times[old], atMillis);
      return moved(old, item, weights[old] + weight, time, isSeen || seen[old]);
    }
    if (size() < itemsMax) {
      return inserted(item, weight, atMillis, isSeen);
    }
    return atMillis < times[0] ? this : moved(0, item, weight, atMillis, isSeen);
  }

  private Profile inserted(ItemId item, float weight, long time, boolean isSeen) {
    int at = endOf(time);
    Profile after = ofSize(size() + 1);
    copy(0, after, 0, at);
    after.set(at, item, weight, time, isSeen);
    copy(at, after, at + 1, size() - at);
    return after;
  }

  /** Returns this without one place, and with an item of a time that is not before that one's. */
  private Profile moved(int dropped, ItemId item, float weight, long time, boolean isSeen) {
    int end = endOf(time);
    Profile after = ofSize(size());
    copy(0, after, 0, dropped);
    copy(dropped + 1, after, dropped, end - dropped - 1);
    after.set(end - 1, item, weight, time, isSeen);
    copy(end, after, end, size() - end);
    return after;
  }

  /** Returns the first place whose time is later, or the size. */
  private int endOf(long time) {
    int end = size();
    while (end > 0 && times[end - 1] > time) {
      end--;
    }
    return end;
  }

  private static Profile ofSize(int size) {
    return new Profile(new ItemId[size], new float[size], new long[size], new boolean[size]);
  }

  private void copy(int from, Profile to, int at, int length) {
    System.arraycopy(items, from, to.items, at, length);
    System.arraycopy(weights, from, to.weights, at, length);
    System.arraycopy(times, from, to.times, at, length);
    System.arraycopy(seen, from, to.seen, at, length);
  }

  /** Returns the place of the item in the arrays, or -1. */
  public int indexOf(ItemId item) {
    int hash = item.value().hashCode(); // kept in each text, and mostly enough to tell two apart
    for (int i = items.length - 1; i >= 0; i--) {
      if (items[i].value().hashCode() == hash && items[i].equals(item)) {
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
