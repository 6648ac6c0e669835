package io.cairn.features;

import java.time.Duration;

/**
 * A mean in which older values count less, by exponential decay.
 *
 * @param sum of the values, weighted, as of {@code timeMillis}
 * @param weight of all of them, as of {@code timeMillis}
 * @param timeMillis the latest value, epoch milliseconds
 */
public record Average(double sum, double weight, long timeMillis) implements State {
  /** There is no value yet. */
  public static final Average EMPTY = new Average(0, 0, 0);

  /** Returns the mean with one more value, which may be in the past. */
  Average plus(double value, double itsWeight, long atMillis, Duration halfLife) {
    long now = weight == 0 ? atMillis : Math.max(timeMillis, atMillis);
    double left = weight == 0 ? 0 : Decay.factor(timeMillis, now, halfLife);
    double counts = itsWeight * Decay.factor(atMillis, now, halfLife);
    return new Average(sum * left + value * counts, weight * left + counts, now);
  }

  /** Returns the mean; {@link Double#NaN} where there is no value. */
  double mean() {
    return weight > 0 ? sum / weight : Double.NaN;
  }
}
