package io.cairn.training;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long to search for hyperparameters.
 *
 * @param budget the time for it, at least a second; judging the best one comes after it
 * @param seed decides which hyperparameters are tried
 * @param nanoClock tells time in nanoseconds from any start
 * @param isStopped whether to end before the time; asked in every round of every training
 */
public record SearchSettings(
    Duration budget, long seed, LongSupplier nanoClock, BooleanSupplier isStopped) {
  private static final Duration LEAST = Duration.ofSeconds(1);

  /**
   * Checks the budget.
   *
   * @throws IllegalArgumentException if it is less than a second
   */
  public SearchSettings {
    if (budget.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("budget must be at least 1s, was " + budget);
    }
  }
}
