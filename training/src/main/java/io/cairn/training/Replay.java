package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Rows as they were at any moment of the past, one moment after the other: the log is folded once,
 * by the code that folds it for the server. For use by one thread.
 */
public final class Replay implements AutoCloseable {
  private final FeatureStore store;
  private final FeatureFolder folder;
  private final FeatureReader reader;
  private final Stream<Event> events;
  private final Iterator<Event> iterator;

  /**
   * Begins at the start of the log.
   *
   * @param store empty; closed with this
   */
  public Replay(FeatureSet features, FeatureStore store, EventLog log) {
    this.store = store;
    folder = new FeatureFolder(features, store, log);
    reader = new FeatureReader(features, store);
    events = log.read(0);
    iterator = events.iterator();
  }

  /**
   * Folds the events before the offset.
   *
   * @throws IllegalArgumentException if more was folded already
   */
  public void foldTo(long offset) {
    if (offset < store.offset()) {
      throw new IllegalArgumentException(
          "the rows have seen %d events and cannot go back to %d"
              .formatted(store.offset(), offset));
    }
    folder.catchUp(iterator, offset);
  }

  /** Returns what reads features as of the offset that was folded to. */
  public FeatureReader reader() {
    return reader;
  }

  @Override
  public void close() {
    events.close();
    store.close();
  }
}
