package io.cairn.features;

import java.time.Duration;

/** Says how much more often something happens lately than in the long run. */
public final class Trend {
  /** Events that an item is given beforehand, so that one event of a quiet item is no trend. */
  private static final double PRIOR = 5;

  private Trend() {}

  /**
   * Returns the square root of what happened lately, times the ratio of the lately and the usual
   * rate: a trend needs both many events and more of them than before. A decayed sum over a
   * half-life {@code h} of events at a steady rate {@code r} is {@code r · h / ln 2}, so sums over
   * their half-lives are rates.
   *
   * @param lately the decayed sum over the short half-life, at least 0
   * @param usually the decayed sum over the long half-life, at least 0
   * @return at least 0, higher is more of a trend
   */
  public static double score(
      double lately, Duration shortHalfLife, double usually, Duration longHalfLife) {
    double scale = (double) shortHalfLife.toMillis() / longHalfLife.toMillis();
    return Math.sqrt(lately) * lately / (usually * scale + PRIOR);
  }
}
