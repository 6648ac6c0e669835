package io.cairn.app.engine;

import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import java.util.Optional;

/**
 * Rows as of earlier offsets, one after the other: the log is folded into temporary rows, which
 * only go forward. For use by one thread, but for {@link #stop}.
 */
final class PastRows implements AutoCloseable {
  private static final int STRIDE = 20_000;
  private static final long CACHE_BYTES = 16L << 20;

  private final FeatureSet features;
  private final EventLog log;
  private final Progress progress;
  private Optional<TemporaryRows> rows = Optional.empty();
  private volatile boolean isStopped;

  /** Makes it; nothing is folded yet. */
  PastRows(FeatureSet features, EventLog log, Progress progress) {
    this.features = features;
    this.log = log;
    this.progress = progress;
  }

  /**
   * Folds on to an offset, in strides, so that stopping need not wait long.
   *
   * @return whether the rows are as of it; false where they were ahead already, or this was stopped
   * @throws IllegalArgumentException if the offset is past the end of the log
   */
  boolean foldTo(long offset) {
    if (isStopped) {
      return false;
    }
    FeatureStore store = store();
    FeatureFolder folder = new FeatureFolder(features, store, log);
    while (store.offset() < offset && !isStopped) {
      folder.catchUp(Math.min(offset, store.offset() + STRIDE), Progress.NONE);
      progress.at("folding events", store.offset(), offset);
    }
    return store.offset() == offset;
  }

  /** Folds to an offset, from the beginning again where the rows are ahead of it. */
  void goTo(long offset) {
    if (store().offset() > offset) {
      close();
    }
    foldTo(offset);
  }

  /** Returns the rows as of the offset that was folded to. */
  FeatureStore store() {
    if (rows.isEmpty()) {
      rows = Optional.of(new TemporaryRows(features, CACHE_BYTES));
    }
    return rows.get().store();
  }

  /** Ends a folding that is going on, and every later one at once. */
  void stop() {
    isStopped = true;
  }

  /** Deletes the rows. */
  @Override
  public void close() {
    rows.ifPresent(TemporaryRows::close);
    rows = Optional.empty();
  }
}
