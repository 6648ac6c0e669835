package io.cairn.features;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of users and sessions that were read or written lately, as they are in the tables. Safe
 * for use by multiple threads.
 */
final class RowCache {

  /*
   * A reader that found nothing here reads the tables and then keeps what it read. In between, the
   * row may be written anew: then it must not keep the old one over the new one. So each write has
   * a number, and a reader keeps rows only if there was no write since before it read.
   */

  /** What a small row, its key and its place in the cache take on the heap, beside the texts. */
  private static final int OVERHEAD_BYTES = 640;

  /** What one encoded byte takes on the heap at most, about. */
  private static final int EXPANSION = 2;

  private final Cache<EntityKey, Sized> rows;
  private final Object publishing = new Object();
  private volatile long writes;

  /**
   * A row as it is in the tables.
   *
   * @param bytes its encoded size
   */
  record Sized(Row row, int bytes) {
    int weight() {
      return (int) Math.min(OVERHEAD_BYTES + (long) EXPANSION * bytes, Integer.MAX_VALUE);
    }
  }

  /**
   * Makes an empty cache.
   *
   * @param bytesMax how much heap to use, about
   */
  RowCache(long bytesMax) {
    rows =
        Caffeine.newBuilder()
            .maximumWeight(bytesMax)
            .weigher((EntityKey _, Sized row) -> row.weight())
            .executor(Runnable::run)
            .build();
  }

  /** Returns the row, or null where it is not held. */
  @Nullable Row get(EntityKey key) {
    Sized sized = rows.getIfPresent(key);
    return sized == null ? null : sized.row();
  }

  /** Returns the rows that are read from the tables, and keeps them. */
  Map<EntityKey, Sized> load(Supplier<Map<EntityKey, Sized>> read) {
    long before = writes;
    Map<EntityKey, Sized> loaded = read.get();
    synchronized (publishing) {
      if (writes == before) {
        rows.putAll(loaded);
      }
    }
    return loaded;
  }

  /** Takes rows that have been written to the tables; one that is {@link Row#EMPTY} is removed. */
  void wrote(Map<EntityKey, Sized> written) {
    synchronized (publishing) {
      writes++;
      written.forEach(
          (key, sized) -> {
            if (sized.row().isEmpty()) {
              rows.invalidate(key);
            } else {
              rows.put(key, sized);
            }
          });
    }
  }

  /** Returns how many rows are held. */
  long size() {
    rows.cleanUp();
    return rows.estimatedSize();
  }
}
