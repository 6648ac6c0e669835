package io.cairn.features;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A feature store on the heap that lives as long as the process; for tests and evaluation. */
public final class MemoryFeatureStore implements FeatureStore {
  private final SequenceLock puts = new SequenceLock();
  private final HeapRows rows = new HeapRows();
  private volatile long offset;

  /** Makes an empty store. */
  public MemoryFeatureStore() {}

  @Override
  public RowsAsOf read(Collection<EntityKey> entities) {
    return puts.read(() -> new RowsAsOf(find(entities), offset));
  }

  private Map<EntityKey, Row> find(Collection<EntityKey> entities) {
    Map<EntityKey, Row> found = HashMap.newHashMap(entities.size());
    for (EntityKey entity : entities) {
      Row row = rows.get(entity);
      if (row != null) {
        found.put(entity, row);
      }
    }
    return found;
  }

  @Override
  public void put(Map<EntityKey, Row> changed, long next) {
    puts.write(
        () -> {
          changed.forEach(rows::put);
          offset = next;
        });
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public List<EntityKey> keys(EntityKey.Kind kind, String after, int limit) {
    return rows.keys(kind, after, limit);
  }

  @Override
  public long scan(EntityKey.Kind kind, BiConsumer<EntityKey, Row> visitor) {
    return rows.scan(kind, puts, this::offset, visitor);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
