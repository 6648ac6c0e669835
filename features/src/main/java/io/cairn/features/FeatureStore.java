package io.cairn.features;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Keeps the rows, and how much of the log they have seen. This is the seam between the engine and
 * any store: a backend stores and returns rows by key, and knows nothing of features.
 *
 * <p>A written row is visible at once. Rows and offset become durable together, at the latest on
 * {@link #flush}: after a crash the store is as of some earlier {@link #offset}, never between two.
 *
 * <p>Implementations are safe for use by multiple threads of which one writes. Failures of the
 * underlying storage are reported as {@link java.io.UncheckedIOException}.
 */
public interface FeatureStore extends AutoCloseable {

  /**
   * Returns the rows of those entities that have one, with the offset that exactly these rows are
   * as of, in one round trip: a put is seen whole or not at all.
   *
   * @param entities may be gone through more than once
   */
  RowsAsOf read(Collection<EntityKey> entities);

  /** Returns the rows that {@link #read} returns. */
  default Map<EntityKey, Row> get(Collection<EntityKey> entities) {
    return read(entities).rows();
  }

  /**
   * Replaces rows and moves the offset, in one step; {@link Row#EMPTY} removes a row.
   *
   * @param offset the offset of the next event to fold
   */
  void put(Map<EntityKey, Row> rows, long offset);

  /**
   * Returns the offset of the next event to fold: the rows are as of here; 0 for an empty store.
   */
  long offset();

  /**
   * Returns the keys of the next entities that have a row, in the order of the keys: fewer than
   * {@code limit} only where no more follow. Whoever goes on after the last of them sees every row
   * that is there all the while exactly once, whatever is written meanwhile.
   *
   * @param after the id that the page before ended with; the empty string for the first page
   * @param limit at least 1
   */
  List<EntityKey> keys(EntityKey.Kind kind, String after, int limit);

  /**
   * Shows every row of a kind to the visitor, in the order of the keys, some held at a time.
   *
   * @return the offset that all of them are as of; -1 where a put came in between and was seen,
   *     which does not happen with rows that are all on the heap
   */
  default long scan(EntityKey.Kind kind, BiConsumer<EntityKey, Row> visitor) {
    int limit = 1_000;
    long begun = offset();
    boolean isOneMoment = true;
    String after = "";
    List<EntityKey> page;
    do {
      page = keys(kind, after, limit);
      RowsAsOf read = read(page);
      isOneMoment &= read.offset() == begun;
      for (EntityKey key : page) {
        Row row = read.rows().get(key);
        if (row != null) {
          visitor.accept(key, row);
        }
        after = key.id();
      }
    } while (page.size() == limit);
    return isOneMoment && offset() == begun ? begun : -1;
  }

  /** Makes every row and the offset durable. */
  void flush();

  /** Flushes, and releases what the store holds. */
  @Override
  void close();
}
