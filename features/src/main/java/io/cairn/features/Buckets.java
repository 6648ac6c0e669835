package io.cairn.features;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many events happened in each tenth of a window that ends with the latest event.
 *
 * @param last the number of the latest bucket: its time divided by a bucket's length
 * @param counts of the buckets up to the latest, the oldest first, shape {@code [10]} or, where
 *     nothing happened, {@code [0]}; shared, do not modify
 */
@SuppressWarnings("ArrayRecordComponent") // state, replaced as a whole; identity is never compared
public record Buckets(long last, int[] counts) implements State {
  /** Into how many steps a window is divided. */
  static final int COUNT = 10;

  /** Nothing happened. */
  public static final Buckets EMPTY = new Buckets(0, new int[0]);

  /** Returns the counts after an event; one that is older than the window changes nothing. */
  Buckets plus(long atMillis, Duration window) {
    long bucket = bucket(atMillis, window);
    if (counts.length == 0) {
      int[] first = new int[COUNT];
      first[COUNT - 1] = 1;
      return new Buckets(bucket, first);
    }
    if (bucket <= last - COUNT) {
      return this;
    }
    long newLast = Math.max(last, bucket);
    int shift = (int) Math.min(newLast - last, COUNT);
    int[] after = Arrays.copyOfRange(counts, shift, shift + COUNT);
    after[COUNT - 1 - (int) (newLast - bucket)]++;
    return new Buckets(newLast, after);
  }

  /**
   * Returns how many events happened in the window before the time, the present bucket included.
   */
  long sum(long atMillis, Duration window) {
    long gone = Math.max(bucket(atMillis, window) - last, 0);
    long sum = 0;
    for (int i = (int) Math.min(gone, counts.length); i < counts.length; i++) {
      sum += counts[i];
    }
    return sum;
  }

  private static long bucket(long atMillis, Duration window) {
    return Math.floorDiv(atMillis, window.toMillis() / COUNT);
  }
}
