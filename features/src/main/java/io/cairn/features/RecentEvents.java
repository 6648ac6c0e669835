package io.cairn.features;

import io.cairn.core.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The last events of somebody, oldest first.
 *
 * @param items what each was about, shape {@code [n]}
 * @param types what was done, shape {@code [n]}
 * @param values what was measured, shape {@code [n]}
 * @param times when, epoch milliseconds, ascending, shape {@code [n]}
 */
@SuppressWarnings("ArrayRecordComponent") // state, replaced as a whole; identity is never compared
public record RecentEvents(ItemId[] items, String[] types, float[] values, long[] times)
    implements State {
  /** Nobody's. */
  public static final RecentEvents EMPTY =
      new RecentEvents(new ItemId[0], new String[0], new float[0], new long[0]);

  /** Returns the number of events. */
  public int size() {
    return items.length;
  }

  /**
   * Returns the events with one more, at its place in time.
   *
   * @param eventsMax how many to keep, at least 1; the oldest goes first
   */
  public RecentEvents plus(ItemId item, String type, double value, long atMillis, int eventsMax) {
    int drop = size() < eventsMax ? 0 : 1;
    if (drop == 1 && atMillis < times[0]) {
      return this;
    }
    int size = size() + 1 - drop;
    RecentEvents after =
        new RecentEvents(
            Arrays.copyOfRange(items, drop, drop + size),
            Arrays.copyOfRange(types, drop, drop + size),
            Arrays.copyOfRange(values, drop, drop + size),
            Arrays.copyOfRange(times, drop, drop + size));
    int at = size - 1;
    for (; at > 0 && after.times[at - 1] > atMillis; at--) {
      after.set(at, after.items[at - 1], after.types[at - 1], after.values[at - 1]);
      after.times[at] = after.times[at - 1];
    }
    after.set(at, item, type, (float) value);
    after.times[at] = atMillis;
    return after;
  }

  /**
   * Returns those of the events that are wanted.
   *
   * @param wanted asked for the place of each, from 0
   */
  RecentEvents where(IntPredicate wanted) {
    int[] places = IntStream.range(0, size()).filter(wanted).toArray();
    RecentEvents kept =
        new RecentEvents(
            new ItemId[places.length],
            new String[places.length],
            new float[places.length],
            new long[places.length]);
    for (int at = 0; at < places.length; at++) {
      kept.set(at, items[places[at]], types[places[at]], values[places[at]]);
      kept.times[at] = times[places[at]];
    }
    return kept;
  }

  /**
   * Returns how many of the last events are of the session that goes on at the time; 0 where the
   * last one is over.
   *
   * @param gap a session ends when nothing happens for longer
   */
  int lastSession(Instant time, Duration gap) {
    long later = time.toEpochMilli();
    int first = size();
    while (first > 0 && later - times[first - 1] <= gap.toMillis()) {
      first--;
      later = times[first];
    }
    return size() - first;
  }

  private void set(int at, ItemId item, String type, float value) {
    items[at] = item;
    types[at] = type;
    values[at] = value;
  }
}
