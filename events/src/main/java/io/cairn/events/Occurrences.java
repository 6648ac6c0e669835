package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import java.time.Instant;
import java.util.Arrays;

/**
 * Tells identical rows of an import apart: the second gets the id of the first with {@code -1}, and
 * so on. Events come in order of time, and rows are identical only at the same time, so that only
 * the rows of one moment are remembered, 24 to 48 bytes each. Past {@value #ROWS_MAX} rows of one
 * moment (a large file without times), a row is told apart by its place. For use by one thread.
 */
final class Occurrences {
  private static final int ROWS_MAX = 1 << 22;
  private static final int CAPACITY_MIN = 64;

  private long[] keys = new long[CAPACITY_MIN];
  private int[] counts = new int[CAPACITY_MIN];
  private int rows;
  private long place;
  private Instant moment = Instant.MIN;

  /** Returns the event with an id of its own. */
  Event distinct(Event event) {
    if (!event.time().equals(moment)) {
      clear(event.time());
    }
    place++;
    EventId id = event.id();
    long occurrence = rows < ROWS_MAX ? count(key(id)) : place;
    return occurrence == 0
        ? ContentIds.withId(event, id)
        : ContentIds.withId(event, new EventId(id.value() + "-" + occurrence));
  }

  private void clear(Instant time) {
    moment = time;
    place = 0;
    rows = 0;
    if (keys.length > CAPACITY_MIN) {
      keys = new long[CAPACITY_MIN];
      counts = new int[CAPACITY_MIN];
    } else {
      Arrays.fill(counts, 0);
    }
  }

  /** Returns how often the key was counted before. */
  private int count(long key) {
    int slot = slot(key);
    if (counts[slot] == 0) {
      rows++;
      keys[slot] = key;
    }
    int before = counts[slot]++;
    if (rows > keys.length / 2) {
      grow();
    }
    return before;
  }

  private int slot(long key) {
    int slot = (int) key & (keys.length - 1);
    while (counts[slot] > 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  /** Returns 64 bits of an id; ids are hashes, so that equal keys mean equal ids. */
  private static long key(EventId id) {
    long key = 0;
    for (int i = 0; i < id.value().length(); i++) {
      key = key * 0x9E3779B97F4A7C15L + id.value().charAt(i);
    }
    return key ^ (key >>> 32);
  }
}
