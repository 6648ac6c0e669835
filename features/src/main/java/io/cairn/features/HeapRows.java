package io.cairn.features;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are all on the heap, with their keys in order. Safe for use by multiple threads of
 * which one writes.
 */
final class HeapRows {

  /*
   * Rows are looked up far more often than pages of keys are, and a hash map finds them faster than
   * an ordered one: so the order is kept beside it, and changes only when a row comes or goes.
   *
   * A scan sees the rows of one moment without keeping writers out: while it goes on, each put also
   * keeps what it replaces, and the scan looks there first.
   */

  private static final int PAGE = 1_000;

  private final Map<EntityKey, Row> rows = new ConcurrentHashMap<>();
  private final NavigableSet<EntityKey> order = new ConcurrentSkipListSet<>();
  private final Set<Replaced> scans = ConcurrentHashMap.newKeySet();

  /** What was replaced since a scan began; {@link Row#EMPTY} where there was no row. */
  private static final class Replaced {
    private final NavigableMap<EntityKey, Row> rows = new ConcurrentSkipListMap<>();
  }

  /** Returns the row, or null where there is none. */
  @Nullable Row get(EntityKey key) {
    return rows.get(key);
  }

  /** Replaces a row; {@link Row#EMPTY} removes it. */
  void put(EntityKey key, Row row) {
    for (Replaced replaced : scans) {
      replaced.rows.putIfAbsent(key, rows.getOrDefault(key, Row.EMPTY));
    }
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

  /**
   * Shows every row of a kind as of the moment of this call, in the order of the keys.
   *
   * @param puts lets each put be seen whole or not at all
   * @param offset of the store
   * @return the offset at that moment
   */
  long scan(
      EntityKey.Kind kind,
      SequenceLock puts,
      LongSupplier offset,
      BiConsumer<EntityKey, Row> visitor) {
    Replaced replaced = new Replaced();
    long[] begun = new long[1];
    puts.write(
        () -> {
          scans.add(replaced);
          begun[0] = offset.getAsLong();
        });
    try {
      String after = "";
      Page page;
      do {
        String from = after;
        page = puts.read(() -> page(kind, from, replaced));
        page.rows().forEach(visitor);
        after = page.last();
      } while (page.isFull());
    } finally {
      scans.remove(replaced);
    }
    return begun[0];
  }

  /**
   * Rows of a scan.
   *
   * @param last where the next page goes on
   * @param isFull whether there may be a next one
   */
  private record Page(Map<EntityKey, Row> rows, String last, boolean isFull) {}

  private Page page(EntityKey.Kind kind, String after, Replaced replaced) {
    List<EntityKey> keys = keys(kind, after, PAGE);
    Map<EntityKey, Row> page = new TreeMap<>();
    for (EntityKey key : keys) {
      page.put(key, rows.getOrDefault(key, Row.EMPTY));
    }
    boolean isFull = keys.size() == PAGE;
    NavigableMap<EntityKey, Row> before = replaced.rows.tailMap(new EntityKey(kind, after), false);
    for (Map.Entry<EntityKey, Row> row : before.entrySet()) {
      boolean isBehind = isFull && row.getKey().compareTo(keys.getLast()) > 0;
      if (isBehind || row.getKey().kind() != kind) {
        break;
      }
      page.put(row.getKey(), row.getValue());
    }
    page.values().removeIf(Row::isEmpty);
    return new Page(page, isFull ? keys.getLast().id() : after, isFull);
  }
}
