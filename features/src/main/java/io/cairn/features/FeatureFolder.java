package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Keeps the rows of a feature store up with the event log. Safe for use by multiple threads; one at
 * a time folds.
 */
public final class FeatureFolder {
  private static final int BATCH = 1_000;

  private final FeatureSet features;
  private final FeatureStore store;
  private final EventLog log;

  /** Makes a folder that goes on where the store's offset is. */
  public FeatureFolder(FeatureSet features, FeatureStore store, EventLog log) {
    this.features = features;
    this.store = store;
    this.log = log;
  }

  /** Folds every event that was appended before this call. */
  public void catchUp(Progress progress) {
    catchUp(log.end(), progress);
  }

  /**
   * Folds the events before {@code end}; does nothing where they are folded already.
   *
   * @throws IllegalArgumentException if {@code end} is past the end of the log
   * @throws IllegalStateException if the rows have seen more events than the log has: they are of
   *     another log
   */
  public synchronized void catchUp(long end, Progress progress) {
    check(end);
    if (store.offset() >= end) {
      return;
    }
    try (Stream<Event> events = log.read(store.offset())) {
      Iterator<Event> next = events.iterator();
      while (store.offset() < end) {
        fold(next, (int) Math.min(BATCH, end - store.offset()));
        progress.at("folding events", store.offset(), end);
      }
    }
  }

  /**
   * Folds given events in place of those of the log; each counts as the next offset. For stores
   * that are made for one evaluation, from a part of a log.
   */
  public synchronized void fold(Stream<Event> events, Progress progress) {
    Iterator<Event> next = events.iterator();
    while (next.hasNext()) {
      fold(next, BATCH);
      progress.at("folding events", store.offset(), -1);
    }
  }

  private void check(long end) {
    long written = log.end();
    if (end > written) {
      throw new IllegalArgumentException("end must be at most " + written + ", was " + end);
    }
    if (store.offset() > written) {
      throw new IllegalStateException(
          "the rows have seen %d events, but the log has %d: delete the rows to fold them anew"
              .formatted(store.offset(), written));
    }
  }

  private void fold(Iterator<Event> events, int countMax) {
    FoldBatch batch = new FoldBatch();
    int count = 0;
    for (; count < countMax && events.hasNext(); count++) {
      batch.add(events.next());
    }
    batch.load(store.get(batch.keys()));
    store.put(batch.fold(features), store.offset() + count);
  }
}
