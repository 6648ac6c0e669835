package io.cairn.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
   * @param seed decides the resamples, which are drawn on all cores
   */
  public static Interval bootstrap(double[] values, long seed) {
    if (values.length == 0) {
      return new Interval(0, 0, 0);
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    long[] seedOf = seeds.longs(RESAMPLES).toArray();
    double[] means =
        IntStream.range(0, RESAMPLES)
            .parallel()
            .mapToDouble(resample -> resampledMean(values, new SplittableRandom(seedOf[resample])))
            .sorted()
            .toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    return new Interval(mean, means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private static double resampledMean(double[] values, SplittableRandom random) {
    double sum = 0;
    for (int draw = 0; draw < values.length; draw++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }
}
