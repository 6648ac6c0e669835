package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Keeps the rows of a feature store up with the event log. Safe for use by multiple threads; one at
 * a time folds.
 */
public final class FeatureFolder {
  private static final int BATCH = 2_000;
  private static final long UNKNOWN_END = -1;

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
      fold(events.iterator(), end, progress);
    }
  }

  /**
   * Folds the events before {@code end}, of which the last ones are at hand and need not be read
   * again, where the rows have seen all others.
   *
   * @param last the events right before {@code end}, in the order of the log
   */
  public synchronized void catchUp(List<Event> last, long end) {
    if (store.offset() == end - last.size()) {
      fold(last.iterator(), end, Progress.NONE);
    } else {
      catchUp(end, Progress.NONE);
    }
  }

  /**
   * Folds the events before {@code end}, taken from an iterator that goes on where the rows are:
   * for who folds the log in many small steps.
   */
  public synchronized void catchUp(Iterator<Event> following, long end) {
    fold(following, end, Progress.NONE);
  }

  /**
   * Folds given events in place of those of the log; each counts as the next offset. For stores
   * that are made for one evaluation, from a part of a log.
   */
  public synchronized void fold(Stream<Event> events, Progress progress) {
    fold(events.iterator(), UNKNOWN_END, progress);
  }

  /** Folds batch by batch; while one is folded, the next one is read and decoded beside it. */
  private void fold(Iterator<Event> events, long end, Progress progress) {
    FoldBatch batch = FoldBatch.next(events, size(store.offset(), end));
    while (batch.size() > 0) {
      int rest = size(store.offset() + batch.size(), end);
      boolean isLast = rest == 0 || batch.size() < BATCH;
      Future<FoldBatch> next =
          isLast
              ? CompletableFuture.completedFuture(new FoldBatch())
              : ForkJoinPool.commonPool().submit(() -> FoldBatch.next(events, rest));
      if (features.keepsTotals()) {
        batch.addTotals();
      }
      batch.load(store.get(batch.keys()));
      store.put(batch.fold(features), store.offset() + batch.size());
      progress.at("folding events", store.offset(), end);
      batch = result(next);
    }
  }

  private static int size(long offset, long end) {
    return end == UNKNOWN_END ? BATCH : (int) Math.min(BATCH, end - offset);
  }

  /** Returns what was read; what went wrong meanwhile is thrown as it was. */
  private static FoldBatch result(Future<FoldBatch> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("reading events failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading events", e);
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
}
