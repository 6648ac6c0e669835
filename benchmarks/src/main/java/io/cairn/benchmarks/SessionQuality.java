package io.cairn.benchmarks;

import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
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

  /** Measures a model. */
  static SessionQuality of(RetrievalModel model, SessionSplit split) {
    return of(history -> spoken(model, history), split);
  }

  /** Returns scores without items that nothing speaks for; a model with vectors speaks for all. */
  private static float[] spoken(RetrievalModel model, History history) {
    float[] scores = model.score(history);
    for (int item = 0; item < scores.length && !(model instanceof EmbeddingModel); item++) {
      scores[item] = scores[item] > 0 ? scores[item] : Float.NEGATIVE_INFINITY;
    }
    return scores;
  }

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
