package io.cairn.app;

import io.cairn.core.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Records shown lists beside the requests that made them. What does not fit the queue, because the
 * disk is too slow or fails, is counted as lost and the request goes on. Safe for use by multiple
 * threads.
 */
final class ImpressionWriter implements AutoCloseable {
  private static final int WAITING_MAX = 20_000;
  private static final int BATCH = 500;
  private static final int CLOSING_CHECK_MILLIS = 50;

  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final AtomicLong lost = new AtomicLong();
  private final Consumer<List<Event>> append;
  private final Thread thread;
  private volatile boolean closed;

  ImpressionWriter(Consumer<List<Event>> append) {
    this.append = append;
    thread = Thread.ofVirtual().name("impressions").start(this::run);
  }

  void offer(Event.Impression impression) {
    if (closed || !waiting.offer(impression)) {
      lost.incrementAndGet();
    }
  }

  long lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        Event first = waiting.poll(CLOSING_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          write(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Event first) {
    List<Event> batch = new ArrayList<>(BATCH);
    batch.add(first);
    waiting.drainTo(batch, BATCH - 1);
    try {
      append.accept(batch);
    } catch (RuntimeException e) {
      lost.addAndGet(batch.size());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
