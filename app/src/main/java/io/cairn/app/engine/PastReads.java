package io.cairn.app.engine;

import io.cairn.features.EntityKey;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.features.RowsAsOf;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A store whose readings are as of the offsets of the readings of a list that was made, one after
 * the other; after the last it stays there. Nothing is written. For use by one thread.
 */
final class PastReads implements FeatureStore {
  private final PastRows rows;
  private Iterator<Long> offsets = List.<Long>of().iterator();

  PastReads(PastRows rows) {
    this.rows = rows;
  }

  /** Begins a list: the readings from now on are as of these offsets. */
  void begin(List<Long> reads) {
    offsets = reads.iterator();
  }

  @Override
  public RowsAsOf read(Collection<EntityKey> entities) {
    if (offsets.hasNext()) {
      rows.goTo(offsets.next());
    }
    return rows.store().read(entities);
  }

  @Override
  public long scan(EntityKey.Kind kind, BiConsumer<EntityKey, Row> visitor) {
    return rows.store().scan(kind, visitor);
  }

  @Override
  public void put(Map<EntityKey, Row> changed, long next) {
    throw new UnsupportedOperationException("rows of the past do not change");
  }

  @Override
  public long offset() {
    return rows.store().offset();
  }

  @Override
  public List<EntityKey> keys(EntityKey.Kind kind, String after, int limit) {
    return rows.store().keys(kind, after, limit);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
