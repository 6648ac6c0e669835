package io.cairn.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets Ctrl-C end a work early, so that what was found until then is still printed: the work asks
 * again and again whether to stop, and the process ends when this is closed, or after half a
 * minute. Before the work asks for the first time, Ctrl-C ends the process at once. Safe for use by
 * multiple threads.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "interruption");
  private volatile boolean isAsked;
  private volatile boolean isStopped;

  /** Begins to listen. */
  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether to stop. */
  @Override
  public boolean getAsBoolean() {
    isAsked = true;
    return isStopped;
  }

  /** Tells the work to stop, and waits until it has. */
  void stop() {
    isStopped = true;
    try {
      if (isAsked) {
        var _ = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the process end. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the process is ending
    }
  }
}
