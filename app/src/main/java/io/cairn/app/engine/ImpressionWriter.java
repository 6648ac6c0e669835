package io.cairn.app.engine;

import io.cairn.core.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Records shown lists beside the requests that made them, many at once: an append costs an fsync
 * however much it appends. What does not fit the queue, because the disk is too slow or fails, is
 * counted as lost and the request goes on. Safe for use by multiple threads.
 */
final class ImpressionWriter implements AutoCloseable {
  private static final int WAITING_MAX = 20_000;
  private static final int BATCH = 1_000;
  private static final int INTERVAL_MILLIS = 100;

  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong lost = new AtomicLong();
  private final Consumer<List<Event>> append;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("impressions").factory());
  private volatile boolean closed;

  ImpressionWriter(Consumer<List<Event>> append) {
    this.append = append;
    var _ =
        executor.scheduleWithFixedDelay(
            this::write, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  void offer(Event.Impression impression) {
    if (closed || !waiting.offer(impression)) {
      lost.incrementAndGet();
    }
  }

  long lost() {
    return lost.get();
  }

  /** Appends all that waits. */
  private void write() {
    while (!waiting.isEmpty()) {
      List<Event> batch = new ArrayList<>();
      waiting.drainTo(batch, BATCH);
      try {
        append.accept(batch);
      } catch (RuntimeException e) {
        lost.addAndGet(batch.size());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    executor.close();
    write();
  }
}
