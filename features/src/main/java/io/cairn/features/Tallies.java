package io.cairn.features;

import java.time.Duration;
import java.util.Arrays;

/**
 * How often something happened by key, such as an event type or a category: a count for ever, and a
 * weighted sum in which older additions count less. The number of keys is bounded; the key with the
 * smallest decayed sum is forgotten first.
 *
 * @param keys the keys, in order of first appearance, shape {@code [n]}
 * @param counts how many events, shape {@code [n]}
 * @param decayed weighted sums as of {@code timeMillis}, shape {@code [n]}
 * @param timeMillis the latest addition, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // state, replaced as a whole; identity is never compared
public record Tallies(String[] keys, long[] counts, float[] decayed, long timeMillis)
    implements State {
  /** Nothing happened yet. */
  public static final Tallies EMPTY = new Tallies(new String[0], new long[0], new float[0], 0);

  /**
   * Returns the tallies after an event.
   *
   * @param amount what the event adds to the decayed sum
   * @param keysMax how many keys to keep, at least 1
   */
  public Tallies plus(String key, double amount, long atMillis, Duration halfLife, int keysMax) {
    long now = keys.length == 0 ? atMillis : Math.max(timeMillis, atMillis);
    double added = amount * Decay.factor(atMillis, now, halfLife);
    int at = indexOf(key);
    if (at < 0 && keys.length == keysMax) {
      return without(smallest()).plus(key, amount, atMillis, halfLife, keysMax);
    }
    int size = at < 0 ? keys.length + 1 : keys.length;
    String[] newKeys = at < 0 ? Arrays.copyOf(keys, size) : keys;
    long[] newCounts = Arrays.copyOf(counts, size);
    float[] newDecayed = Arrays.copyOf(decayed, size);
    float left = (float) Decay.factor(timeMillis, now, halfLife);
    for (int i = 0; i < decayed.length; i++) {
      newDecayed[i] *= left;
    }
    int changed = at < 0 ? size - 1 : at;
    newKeys[changed] = key;
    newCounts[changed]++;
    newDecayed[changed] += (float) added;
    return new Tallies(newKeys, newCounts, newDecayed, now);
  }

  /** Returns how many events there were with the key. */
  public long count(String key) {
    int at = indexOf(key);
    return at < 0 ? 0 : counts[at];
  }

  /** Returns what the key's sum has decayed to at the given time; 0 for an unknown key. */
  public double at(String key, long atMillis, Duration halfLife) {
    int at = indexOf(key);
    return at < 0 ? 0 : decayed[at] * Decay.factor(timeMillis, atMillis, halfLife);
  }

  /**
   * Returns the share of the key among all keys' positive sums, in [0, 1]; 0 for an unknown key.
   */
  public double share(String key) {
    int at = indexOf(key);
    double total = 0;
    for (float sum : decayed) {
      total += Math.max(sum, 0);
    }
    return at < 0 || total == 0 ? 0 : Math.max(decayed[at], 0) / total;
  }

  private int indexOf(String key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private int smallest() {
    int smallest = 0;
    for (int i = 1; i < decayed.length; i++) {
      if (decayed[i] < decayed[smallest]) {
        smallest = i;
      }
    }
    return smallest;
  }

  private Tallies without(int index) {
    int size = keys.length - 1;
    String[] keptKeys = Arrays.copyOf(keys, size);
    long[] keptCounts = Arrays.copyOf(counts, size);
    float[] keptDecayed = Arrays.copyOf(decayed, size);
    System.arraycopy(keys, index + 1, keptKeys, index, size - index);
    System.arraycopy(counts, index + 1, keptCounts, index, size - index);
    System.arraycopy(decayed, index + 1, keptDecayed, index, size - index);
    return new Tallies(keptKeys, keptCounts, keptDecayed, timeMillis);
  }
}
