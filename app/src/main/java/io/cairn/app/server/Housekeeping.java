package io.cairn.app.server;

import io.cairn.app.engine.Engine;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done beside requests: rows are written, new models are taken up, and served features are
 * compared with those of the log, which may take long. Safe for use by multiple threads.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Housekeeping.class);
  private static final int CLOSING_SECONDS_MAX = 10;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private final ScheduledExecutorService slow =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("skew").factory());

  /** Begins with all, in the intervals that the configuration says. */
  Housekeeping(Engine engine) {
    every(
        executor,
        engine.config().storage().flushEvery(),
        "writing rows",
        () -> engine.store().flush());
    every(
        executor,
        engine.config().server().modelsPoll(),
        "looking for models",
        () -> engine.reloadModels().forEach(LOGGER::info));
    engine
        .skew()
        .ifPresent(
            skew ->
                every(
                    slow,
                    engine.config().skew().every(),
                    "comparing features",
                    () -> skew.check().forEach(LOGGER::warn)));
  }

  /** A failure is told, and the work is tried again at the next turn. */
  private static void every(
      ScheduledExecutorService executor, Duration interval, String what, Runnable work) {
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOGGER.warn("{} failed and will be tried again: {}", what, e.getMessage());
          }
        };
    long millis = interval.toMillis();
    var _ = executor.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Waits for what is short; a comparison ends when the engine is closed. */
  @Override
  public void close() {
    slow.shutdown();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSING_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOGGER.warn("the work beside requests did not end in {} s", CLOSING_SECONDS_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
