package io.cairn.features;

import java.time.Duration;

/**
 * A sum in which older additions count less, by exponential decay.
 *
 * @param value the sum as of {@code timeMillis}
 * @param timeMillis the latest addition, epoch milliseconds
 */
public record Decayed(double value, long timeMillis) implements State {
  /** Nothing was added yet. */
  public static final Decayed ZERO = new Decayed(0, 0);

  /** Returns the sum with an addition that happened at the given time, which may be in the past. */
  public Decayed plus(double amount, long atMillis, Duration halfLife) {
    if (value == 0 || atMillis >= timeMillis) {
      return new Decayed(at(atMillis, halfLife) + amount, atMillis);
    }
    return new Decayed(value + amount * Decay.factor(atMillis, timeMillis, halfLife), timeMillis);
  }

  /** Returns what the sum has decayed to at the given time. */
  public double at(long atMillis, Duration halfLife) {
    return value == 0 ? 0 : value * Decay.factor(timeMillis, atMillis, halfLife);
  }
}
