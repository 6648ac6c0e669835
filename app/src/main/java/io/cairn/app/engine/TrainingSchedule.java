package io.cairn.app.engine;

import io.cairn.core.Progress;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Trains all models of an engine again and again, beside its requests, and takes up what was
 * published. A training that fails is told, and the next one comes in its time. Safe for use by
 * multiple threads.
 */
public final class TrainingSchedule implements AutoCloseable {
  private final Engine engine;
  private final String codeVersion;
  private final InstantSource clock;
  private final Consumer<String> news;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("training").factory());

  /**
   * Begins: the first training is one interval from now, none if the interval is 0.
   *
   * @param codeVersion of the engine, kept with every model
   * @param news is told what came of each training, one sentence a call
   */
  public TrainingSchedule(
      Engine engine, String codeVersion, InstantSource clock, Consumer<String> news) {
    this.engine = engine;
    this.codeVersion = codeVersion;
    this.clock = clock;
    this.news = news;
    Duration every = engine.config().training().every();
    if (every.isPositive()) {
      long millis = every.toMillis();
      var _ = executor.scheduleWithFixedDelay(this::train, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Trains once, now, and tells what came of it. */
  void train() {
    try {
      TrainingJob.Result result =
          new TrainingJob(engine, codeVersion, clock.instant()).run(Progress.NONE);
      result.skipped().forEach((name, why) -> news.accept(name + " was not trained: " + why));
      result.rankers().stream()
          .filter(report -> !report.isPassed())
          .forEach(
              report -> news.accept(report.name() + " was not published: " + report.refusal()));
      engine.reloadModels().forEach(news);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      news.accept("training failed and will be tried again: " + e.getMessage());
    }
  }

  /** Gives up what is being trained. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
