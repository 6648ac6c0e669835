package io.cairn.benchmarks;

import io.cairn.models.History;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How well the next item of a session is told, over the full catalogue.
 *
 * @param recall how often it is among the first {@value #K}
 * @param reciprocal the mean of 1 / rank, 0 beyond the first {@value #K}
 */
record SessionQuality(double recall, double reciprocal) {
  static final int K = 20;

  /**
   * Measures anything that scores.
   *
   * @param scores gives the score of every item after a beginning
   */
  static SessionQuality of(Function<History, float[]> scores, SessionSplit split) {
    int[] ranks =
        IntStream.range(0, split.next().size())
            .parallel()
            .map(test -> rank(scores.apply(split.beginnings().get(test)), split.next().get(test)))
            .filter(rank -> rank <= K)
            .toArray();
    double reciprocal = IntStream.of(ranks).mapToDouble(rank -> 1. / rank).sum();
    double tests = split.next().size();
    return new SessionQuality(ranks.length / tests, reciprocal / tests);
  }

  /** Returns the place of the item among all, from 1; beyond all where nothing speaks for it. */
  private static int rank(float[] scores, int item) {
    if (item < 0 || Float.isNaN(scores[item]) || scores[item] == Float.NEGATIVE_INFINITY) {
      return Integer.MAX_VALUE;
    }
    int rank = 1;
    for (int other = 0; other < scores.length; other++) {
      boolean isBefore = scores[other] == scores[item] && other < item;
      rank += scores[other] > scores[item] || isBefore ? 1 : 0;
    }
    return rank;
  }
}
