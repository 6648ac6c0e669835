package io.cairn.features;

import java.time.Duration;

/** Exponential decay: what happened one half-life ago counts half. */
final class Decay {
  private static final double LN_2 = Math.log(2);

  private Decay() {}

  /**
   * Returns what is left of 1 after the time from one moment to another, in (0, 1]; 1 where the
   * second moment is not later.
   */
  static double factor(long fromMillis, long toMillis, Duration halfLife) {
    long age = toMillis - fromMillis;
    return age <= 0 ? 1 : Math.exp(-LN_2 * age / halfLife.toMillis());
  }
}
