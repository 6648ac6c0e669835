package io.cairn.features;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How often something happened by key, such as an event type or a category: a count for ever, and a
 * weighted sum in which older additions count less. The number of keys is bounded; the key with the
 * smallest decayed sum is forgotten first. Immutable.
 */
public final class Tallies implements State {
  /** Nothing happened yet. */
  public static final Tallies EMPTY = new Tallies(new String[0], new long[0], new float[0], 0);

  /*
   * Keys are searched for in an array of their hashes: that is one stretch of memory, while the
   * keys lie all over it.
   */

  private final String[] keys;
  private final int[] hashes;
  private final long[] counts;
  private final float[] decayed;
  private final long timeMillis;

  /**
   * Makes tallies of arrays, which are shared, do not modify.
   *
   * @param keys the keys, in order of first appearance, shape {@code [n]}
   * @param counts how many events, shape {@code [n]}
   * @param decayed weighted sums as of {@code timeMillis}, shape {@code [n]}
   * @param timeMillis the latest addition, epoch milliseconds
   */
  public Tallies(String[] keys, long[] counts, float[] decayed, long timeMillis) {
    this(keys, hashes(keys), counts, decayed, timeMillis);
  }

  private Tallies(String[] keys, int[] hashes, long[] counts, float[] decayed, long timeMillis) {
    this.keys = keys;
    this.hashes = hashes;
    this.counts = counts;
    this.decayed = decayed;
    this.timeMillis = timeMillis;
  }

  private static int[] hashes(String[] keys) {
    int[] hashes = new int[keys.length];
    Arrays.setAll(hashes, i -> keys[i].hashCode());
    return hashes;
  }

  /** Returns the keys in order of first appearance, shape {@code [n]}; shared, do not modify. */
  public String[] keys() {
    return keys;
  }

  /** Returns how many events each key had, shape {@code [n]}; shared, do not modify. */
  public long[] counts() {
    return counts;
  }

  /** Returns the sums as of {@link #timeMillis}, shape {@code [n]}; shared, do not modify. */
  public float[] decayed() {
    return decayed;
  }

  /** Returns when the latest addition happened, epoch milliseconds. */
  public long timeMillis() {
    return timeMillis;
  }

  /** Returns the tallies after an event with one key; see the other {@code plus}. */
  public Tallies plus(String key, double amount, long atMillis, Duration halfLife, int keysMax) {
    return plus(List.of(key), amount, atMillis, halfLife, keysMax);
  }

  /**
   * Returns the tallies after an event with some keys.
   *
   * @param amount what the event adds to the decayed sum of each of them
   * @param keysMax how many keys to keep, at least 1
   */
  public Tallies plus(
      List<String> added, double amount, long atMillis, Duration halfLife, int keysMax) {
    long now = keys.length == 0 ? atMillis : Math.max(timeMillis, atMillis);
    float left = (float) Decay.factor(timeMillis, now, halfLife);
    float share = (float) (amount * Decay.factor(atMillis, now, halfLife));
    int places = Math.min(keys.length + missing(added), Math.max(keysMax, keys.length));
    Tallies after = resized(places, left, now);
    int used = keys.length;
    for (String key : added) {
      int at = after.indexOf(key, used);
      if (at < 0) {
        at = used < places ? used++ : after.freeSmallest();
        after.keys[at] = key;
        after.hashes[at] = key.hashCode();
      }
      after.counts[at]++;
      after.decayed[at] += share;
    }
    return used == places ? after : after.resized(used, 1, now);
  }

  private int missing(List<String> added) {
    int missing = 0;
    for (String key : added) {
      missing += indexOf(key, keys.length) < 0 ? 1 : 0;
    }
    return missing;
  }

  /** Returns a copy with so many places, whose sums have decayed. */
  private Tallies resized(int places, float left, long now) {
    float[] sums = Arrays.copyOf(decayed, places);
    if (left < 1) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] *= left;
      }
    }
    return new Tallies(
        Arrays.copyOf(keys, places),
        Arrays.copyOf(hashes, places),
        Arrays.copyOf(counts, places),
        sums,
        now);
  }

  /** Forgets the key with the smallest sum and returns the last place, which is free now. */
  private int freeSmallest() {
    int smallest = 0;
    for (int i = 1; i < decayed.length; i++) {
      smallest = decayed[i] < decayed[smallest] ? i : smallest;
    }
    int last = keys.length - 1;
    System.arraycopy(keys, smallest + 1, keys, smallest, last - smallest);
    System.arraycopy(hashes, smallest + 1, hashes, smallest, last - smallest);
    System.arraycopy(counts, smallest + 1, counts, smallest, last - smallest);
    System.arraycopy(decayed, smallest + 1, decayed, smallest, last - smallest);
    counts[last] = 0;
    decayed[last] = 0;
    return last;
  }

  /** Returns how many events there were with the key. */
  public long count(String key) {
    int at = indexOf(key, keys.length);
    return at < 0 ? 0 : counts[at];
  }

  /** Returns what the key's sum has decayed to at the given time; 0 for an unknown key. */
  public double at(String key, long atMillis, Duration halfLife) {
    int at = indexOf(key, keys.length);
    return at < 0 ? 0 : decayed[at] * Decay.factor(timeMillis, atMillis, halfLife);
  }

  /** Returns the sum of the key as of {@link #timeMillis}; 0 for an unknown key. */
  double sum(String key) {
    int at = indexOf(key, keys.length);
    return at < 0 ? 0 : decayed[at];
  }

  /** Returns what is left of the sums at the given time, in [0, 1]. */
  double left(long atMillis, Duration halfLife) {
    return Decay.factor(timeMillis, atMillis, halfLife);
  }

  /** Returns what the sum of each key has decayed to at the given time. */
  Lookup sums(long atMillis, Duration halfLife) {
    double left = left(atMillis, halfLife);
    double[] sums = new double[keys.length];
    Arrays.setAll(sums, i -> decayed[i] * left);
    return new Lookup(keys, sums);
  }

  /**
   * Returns the positive sum of each key, and 0 for the others, divided by a norm of all of them.
   *
   * @param power 1 for shares, whose sum is 1; 2 for the direction, whose squares have the sum 1
   * @return empty without positive sums
   */
  Optional<Lookup> normalized(int power) {
    double[] positive = new double[keys.length];
    double norm = 0;
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(decayed[i], 0);
      norm += power == 1 ? positive[i] : positive[i] * positive[i];
    }
    if (norm <= 0) {
      return Optional.empty();
    }
    double length = power == 1 ? norm : Math.sqrt(norm);
    Arrays.setAll(positive, i -> positive[i] / length);
    return Optional.of(new Lookup(keys, positive));
  }

  /** Returns the place of the key among the first {@code size}, or -1. */
  private int indexOf(String key, int size) {
    int hash = key.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
