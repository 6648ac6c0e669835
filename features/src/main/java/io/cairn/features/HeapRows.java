package io.cairn.features;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are all on the heap, with their keys in order. Safe for use by multiple threads of
 * which one writes.
 */
final class HeapRows {

  /*
   * Rows are looked up far more often than pages of keys are, and a hash map finds them faster than
   * an ordered one: so the order is kept beside it, and changes only when a row comes or goes.
   */

  private final Map<EntityKey, Row> rows = new ConcurrentHashMap<>();
  private final NavigableSet<EntityKey> order = new ConcurrentSkipListSet<>();

  /** Returns the row, or null where there is none. */
  @Nullable Row get(EntityKey key) {
    return rows.get(key);
  }

  /** Replaces a row; {@link Row#EMPTY} removes it. */
  void put(EntityKey key, Row row) {
    if (row.isEmpty()) {
      order.remove(key);
      rows.remove(key);
    } else if (rows.put(key, row) == null) {
      order.add(key);
    }
  }

  /** Returns what {@link FeatureStore#keys} says. */
  List<EntityKey> keys(EntityKey.Kind kind, String after, int limit) {
    return order.tailSet(new EntityKey(kind, after), false).stream()
        .takeWhile(key -> key.kind() == kind)
        .limit(limit)
        .toList();
  }
}
