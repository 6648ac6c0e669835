package io.cairn.features;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** A feature store on the heap that lives as long as the process; for tests and evaluation. */
public final class MemoryFeatureStore implements FeatureStore {
  private final Map<EntityKey, Row> rows = new ConcurrentHashMap<>();
  private volatile long offset;

  /** Makes an empty store. */
  public MemoryFeatureStore() {}

  @Override
  public Map<EntityKey, Row> get(Collection<EntityKey> entities) {
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
    changed.forEach(
        (entity, row) -> {
          if (row.isEmpty()) {
            rows.remove(entity);
          } else {
            rows.put(entity, row);
          }
        });
    offset = next;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public void scan(EntityKey.Kind kind, BiConsumer<EntityKey, Row> visitor) {
    rows.forEach(
        (entity, row) -> {
          if (entity.kind() == kind) {
            visitor.accept(entity, row);
          }
        });
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
