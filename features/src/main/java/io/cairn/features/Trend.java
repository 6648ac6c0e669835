package io.cairn.features;

/** Says how much something is the talk of these days: often lately, and more often than usual. */
public final class Trend {
  private Trend() {}

  /**
   * Returns {@code lately · √(lately / (usually + 1))}: what happened lately, times the root of the
   * share that it has in what happened in the long run. What is popular all the time trends less
   * than what is just as popular only now.
   *
   * @param lately the decayed sum over the short half-life, at least 0
   * @param usually the decayed sum over the long half-life, at least 0
   * @return at least 0, higher is more of a trend
   */
  public static double score(double lately, double usually) {
    return lately * Math.sqrt(lately / (usually + 1));
  }
}
