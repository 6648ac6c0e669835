package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureStore;
import io.cairn.features.Row;
import io.cairn.features.RowsAsOf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows as one request reads them. Events are folded meanwhile, so each reading may be as of a
 * later offset than the one before; all of them are kept, so that the list can be made again. For
 * use by one thread.
 */
final class Reads implements FeatureStore {
  private final FeatureStore store;
  private final List<Long> offsets = new ArrayList<>();

  Reads(FeatureStore store) {
    this.store = store;
  }

  @Override
  public RowsAsOf read(Collection<EntityKey> entities) {
    RowsAsOf rows = store.read(entities);
    note(rows.offset());
    return rows;
  }

  /** Returns the reads of another list for the same visitor, whose rows were read first. */
  Reads again() {
    Reads again = new Reads(store);
    again.offsets.addAll(offsets.subList(0, Math.min(1, offsets.size())));
    return again;
  }

  /** Takes note of a reading that did not come this way. */
  void note(long offset) {
    offsets.add(offset);
  }

  /**
   * Returns as of when everything was read.
   *
   * @param ranked as of when the ranker read; empty where no model ranked, and then the list is as
   *     of the first reading
   */
  Event.AsOf asOf(
      Optional<Long> ranked,
      Map<String, Integer> models,
      Optional<Event.ChartsMade> charts,
      List<String> silent) {
    long offset = ranked.orElseGet(() -> offsets.isEmpty() ? store.offset() : offsets.getFirst());
    boolean isOneMoment = offsets.stream().allMatch(read -> read == offset);
    List<Long> reads = isOneMoment ? List.of() : offsets;
    return new Event.AsOf(offset, models, 0, new Event.Making(reads, charts, silent));
  }

  @Override
  public void put(Map<EntityKey, Row> rows, long offset) {
    store.put(rows, offset);
  }

  @Override
  public long offset() {
    return store.offset();
  }

  @Override
  public List<EntityKey> keys(EntityKey.Kind kind, String after, int limit) {
    return store.keys(kind, after, limit);
  }

  @Override
  public void flush() {
    store.flush();
  }

  /** Does nothing: the store is not this request's. */
  @Override
  public void close() {}
}
