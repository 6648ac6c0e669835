package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;

/** Scores moved by factors. */
final class Factors {
  private static final double MOST = 1000;

  private Factors() {}

  /**
   * Returns a candidate whose score is moved by a factor: multiplied where it is at least 0,
   * divided where it is negative, so that a factor above 1 always raises and one below 1 always
   * lowers. A score of 0 or {@link Float#NaN} stays.
   *
   * @param factor one below {@code 1 / 1000} counts as that, one above 1000 as that
   */
  static Candidate moved(Candidate candidate, double factor) {
    double bounded = Math.clamp(factor, 1 / MOST, MOST);
    float score = candidate.score();
    return candidate.withScore((float) (score < 0 ? score / bounded : score * bounded));
  }

  /** Returns what is left of 1 after some time, where half is left after the half-life. */
  static double left(double elapsed, double halfLife) {
    return Math.pow(.5, Math.max(elapsed, 0) / halfLife);
  }
}
