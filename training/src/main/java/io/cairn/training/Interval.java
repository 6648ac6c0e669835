package io.cairn.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean and the range in which it would lie if other users had come, in 95 of 100 cases.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double mean, double low, double high) {
  private static final int RESAMPLES = 1_000;

  /**
   * Returns the percentile bootstrap interval of a mean (Efron, Tibshirani, An Introduction to the
   * Bootstrap, 1993, chapter 13).
   *
   * @param values one of each user, shape {@code [n]}; the mean of none is 0
   * @param seed decides the resamples
   */
  public static Interval bootstrap(double[] values, long seed) {
    if (values.length == 0) {
      return new Interval(0, 0, 0);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double sum = 0;
      for (int draw = 0; draw < values.length; draw++) {
        sum += values[random.nextInt(values.length)];
      }
      means[resample] = sum / values.length;
    }
    Arrays.sort(means);
    double mean = Arrays.stream(values).average().orElse(0);
    return new Interval(mean, means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]);
  }
}
