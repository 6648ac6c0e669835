package io.cairn.benchmarks;

import io.cairn.core.TopK;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How well a model ranks the full catalogue, the row's own items removed, on average over the
 * tested rows.
 *
 * @param recall the share of the relevant items among the first {@value #K}
 * @param ndcg the discounted gain of the first {@value #K}, where a relevant item at rank r gains
 *     {@code 1 / log2(r + 1)}, over that of the best list, which has {@code min(K, relevant)} items
 */
record RankingQuality(double recall, double ndcg) {
  static final int K = 20;

  static RankingQuality of(RetrievalModel model, Split split) {
    return of(model::score, split);
  }

  /**
   * Measures anything that scores.
   *
   * @param scores gives the score of every item for a history, a fresh array
   */
  static RankingQuality of(Function<History, float[]> scores, Split split) {
    return of(scores, split, K);
  }

  /** Measures the first {@code k} places. */
  static RankingQuality of(Function<History, float[]> scores, Split split, int k) {
    RankingQuality[] rows =
        IntStream.range(0, split.train().rows())
            .parallel()
            .filter(row -> !split.relevant().get(row).isEmpty())
            .mapToObj(
                row ->
                    ofRow(
                        scores.apply(split.history(row)),
                        split.history(row),
                        split.relevant().get(row),
                        k))
            .toArray(RankingQuality[]::new);
    double recall = 0;
    double ndcg = 0;
    for (RankingQuality row : rows) {
      recall += row.recall / rows.length;
      ndcg += row.ndcg / rows.length;
    }
    return new RankingQuality(recall, ndcg);
  }

  /** Returns how well the first {@code k} places of one list are filled. */
  static RankingQuality ofRow(float[] scores, History history, Set<Integer> relevant, int k) {
    for (int column : history.columns()) {
      scores[column] = Float.NEGATIVE_INFINITY;
    }
    int[] best = TopK.of(scores, k);
    int hits = 0;
    double gain = 0;
    double ideal = 0;
    for (int rank = 1; rank <= k; rank++) {
      double discount = Math.log(2) / Math.log(rank + 1.);
      ideal += rank <= relevant.size() ? discount : 0;
      if (rank <= best.length && relevant.contains(best[rank - 1])) {
        hits++;
        gain += discount;
      }
    }
    return new RankingQuality((double) hits / relevant.size(), gain / ideal);
  }
}
