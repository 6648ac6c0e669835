package io.cairn.recommender;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps what was put last, as much as fits a number of bytes: what was put longest ago goes first.
 * Puts and finds a value in a time that does not depend on how many there are. Safe for use by
 * multiple threads.
 *
 * @param <K> under what a value is kept
 * @param <V> what is kept
 */
public final class BoundedStore<K, V> {
  private record Kept<V>(V value, long bytes) {}

  private final long bytesMax;
  private final ToLongFunction<V> size;
  private final Map<K, Kept<V>> kept = new LinkedHashMap<>();
  private long bytes;

  /**
   * Makes an empty store.
   *
   * @param bytesMax at least 0; 0 keeps nothing
   * @param size estimates the bytes of a value once, when it is put
   */
  public BoundedStore(long bytesMax, ToLongFunction<V> size) {
    if (bytesMax < 0) {
      throw new IllegalArgumentException("bytes must be at least 0, were " + bytesMax);
    }
    this.bytesMax = bytesMax;
    this.size = size;
  }

  /**
   * Keeps a value as the newest, in the place of an earlier one of the same key; the oldest go
   * until all fits. A value that would not fit alone is not kept.
   */
  public void put(K key, V value) {
    long its = size.applyAsLong(value);
    synchronized (kept) {
      Kept<V> before = kept.remove(key);
      bytes -= before == null ? 0 : before.bytes();
      if (its > bytesMax) {
        return;
      }
      kept.put(key, new Kept<>(value, its));
      bytes += its;
      Iterator<Kept<V>> oldest = kept.values().iterator();
      while (bytes > bytesMax) {
        bytes -= oldest.next().bytes();
        oldest.remove();
      }
    }
  }

  /** Returns the value of a key; empty where there is none any more. */
  public Optional<V> get(K key) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key)).map(Kept::value);
    }
  }

  /** Forgets all values. */
  public void clear() {
    synchronized (kept) {
      kept.clear();
      bytes = 0;
    }
  }

  /** Returns how many values there are. */
  public int count() {
    synchronized (kept) {
      return kept.size();
    }
  }

  /** Returns how many bytes the values take, as far as they were estimated. */
  public long bytes() {
    synchronized (kept) {
      return bytes;
    }
  }
}
