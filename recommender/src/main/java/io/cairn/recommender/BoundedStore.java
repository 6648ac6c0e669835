package io.cairn.recommender;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Keeps what came last, as much as fits a number of bytes: what came first goes first, whether or
 * not anybody asked for it. Safe for use by multiple threads.
 *
 * @param <K> under what a value is kept
 * @param <V> what is kept
 */
public final class BoundedStore<K, V> {
  private record Kept<V>(V value, long bytes) {}

  private final long bytesMax;
  private final ToLongFunction<V> size;
  private final Map<K, Kept<V>> kept = new HashMap<>();
  private final Deque<K> order = new ArrayDeque<>();
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
   * Keeps a value, in the place of an earlier one of the same key, which stays as old as it is; the
   * oldest go until all fits.
   */
  public void put(K key, V value) {
    long its = size.applyAsLong(value);
    synchronized (kept) {
      Kept<V> before = kept.put(key, new Kept<>(value, its));
      if (before == null) {
        order.addLast(key);
      } else {
        bytes -= before.bytes();
      }
      bytes += its;
      while (bytes > bytesMax) {
        bytes -= Objects.requireNonNull(kept.remove(order.removeFirst())).bytes();
      }
    }
  }

  /** Returns the value of a key; empty where there is none any more. */
  public Optional<V> get(K key) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key)).map(Kept::value);
    }
  }

  /** Returns how many bytes the values take, as far as they were estimated. */
  public long bytes() {
    synchronized (kept) {
      return bytes;
    }
  }
}
