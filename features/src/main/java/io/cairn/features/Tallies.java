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
  public static final Tallies EMPTY = new Tallies(new String[0], new int[0], new float[0], 0);

  /*
   * Keys are searched for in an array of their hashes: that is one stretch of memory, while the
   * keys lie all over it. They are interned, because all rows have the same few ones, and because
   * a text that is the same object need not be compared.
   */

  private final String[] keys;
  private final int[] hashes;
  private final int[] counts;
  private final float[] decayed;
  private final long timeMillis;

  /**
   * Makes tallies of arrays, which are shared, do not modify.
   *
   * @param keys different keys, shape {@code [n]}
   * @param counts how many events, shape {@code [n]}
   * @param decayed weighted sums as of {@code timeMillis}, shape {@code [n]}
   * @param timeMillis the latest addition, epoch milliseconds
   */
  public Tallies(String[] keys, int[] counts, float[] decayed, long timeMillis) {
    this(keys, hashes(keys), counts, decayed, timeMillis);
  }

  private Tallies(String[] keys, int[] hashes, int[] counts, float[] decayed, long timeMillis) {
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

  /**
   * Returns the keys, a new one in the place of the one that was forgotten for it, shape {@code
   * [n]}; shared, do not modify.
   */
  public String[] keys() {
    return keys;
  }

  /** Returns how many events each key had, shape {@code [n]}; shared, do not modify. */
  public int[] counts() {
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
    String shared = indexOf(key, keys.length) < 0 ? key.intern() : key;
    return plus(List.of(shared), amount, atMillis, halfLife, keysMax);
  }

  /**
   * Returns the tallies after an event with some keys.
   *
   * @param added interned, if rows shall share them
   * @param amount what the event adds to the decayed sum of each of them
   * @param keysMax how many keys to keep, at least 1
   */
  public Tallies plus(
      List<String> added, double amount, long atMillis, Duration halfLife, int keysMax) {
    float[] amounts = new float[added.size()];
    Arrays.fill(amounts, (float) amount);
    return plus(added, amounts, atMillis, halfLife, keysMax);
  }

  /**
   * Returns the tallies after an event with some keys, each with an amount of its own.
   *
   * @param added interned, if rows shall share them
   * @param amounts what the event adds to the decayed sums, shape {@code [added.size()]}
   * @param keysMax how many keys to keep, at least 1
   */
  public Tallies plus(
      List<String> added, float[] amounts, long atMillis, Duration halfLife, int keysMax) {
    long now = keys.length == 0 ? atMillis : Math.max(timeMillis, atMillis);
    float left = (float) Decay.factor(timeMillis, now, halfLife);
    float share = (float) Decay.factor(atMillis, now, halfLife);
    int[] known = placesOf(added);
    int missing = missing(known);
    int places = Math.min(keys.length + missing, Math.max(keysMax, keys.length));
    Tallies after = missing == 0 ? decayed(left, now) : resized(places, left, now);
    int used = keys.length;
    int[] fresh = new int[missing];
    int freshes = 0;
    for (int i = 0; i < known.length; i++) {
      String key = added.get(i);
      int at = after.place(key, known[i], fresh, freshes);
      if (at < 0) {
        at = used < places ? used++ : after.forgetSmallest();
        after.keys[at] = key;
        after.hashes[at] = key.hashCode();
        fresh = freshes < fresh.length ? fresh : Arrays.copyOf(fresh, known.length);
        fresh[freshes++] = at;
      }
      after.counts[at]++;
      after.decayed[at] += share * amounts[i];
    }
    return used == places ? after : after.resized(used, 1, now);
  }

  /**
   * Returns the place of a key while others are added, or -1.
   *
   * @param known where it was before the event, or -1
   * @param fresh the places that other keys of the event have taken
   */
  private int place(String key, int known, int[] fresh, int freshes) {
    if (known >= 0 && keys[known].equals(key)) {
      return known;
    }
    for (int i = 0; i < freshes; i++) {
      if (keys[fresh[i]].equals(key)) {
        return fresh[i];
      }
    }
    return -1;
  }

  /** Returns the place of each key, or -1. */
  private int[] placesOf(List<String> added) {
    int[] known = new int[added.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = indexOf(added.get(i), keys.length);
    }
    return known;
  }

  private static int missing(int[] known) {
    int missing = 0;
    for (int at : known) {
      missing += at < 0 ? 1 : 0;
    }
    return missing;
  }

  /** Returns a copy that shares the keys, whose sums have decayed. */
  private Tallies decayed(float left, long now) {
    return new Tallies(keys, hashes, counts.clone(), sums(keys.length, left), now);
  }

  /** Returns a copy with so many places, whose sums have decayed. */
  private Tallies resized(int places, float left, long now) {
    return new Tallies(
        Arrays.copyOf(keys, places),
        Arrays.copyOf(hashes, places),
        Arrays.copyOf(counts, places),
        sums(places, left),
        now);
  }

  private float[] sums(int places, float left) {
    float[] sums = Arrays.copyOf(decayed, places);
    if (left < 1) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] *= left;
      }
    }
    return sums;
  }

  /** Forgets the key with the smallest sum and returns its place. */
  private int forgetSmallest() {
    float least = Float.POSITIVE_INFINITY;
    for (float sum : decayed) { // a loop that vector units take at once
      least = Math.min(least, sum);
    }
    int smallest = 0;
    while (decayed[smallest] > least) {
      smallest++;
    }
    counts[smallest] = 0;
    decayed[smallest] = 0;
    return smallest;
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
