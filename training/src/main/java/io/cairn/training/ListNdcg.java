package io.cairn.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The NDCG of one list of which every candidate's grade is known, with gains of {@code 2^grade -
 * 1}.
 *
 * @see Metric.Ndcg
 */
final class ListNdcg {
  private ListNdcg() {}

  /**
   * Returns the NDCG of the first k when the candidates are ordered by their scores; equal scores
   * in the order of the candidates.
   *
   * @param grades at least 0; at least one is above
   */
  static double at(int k, float[] scores, int[] grades) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -scores[row]))
            .mapToInt(row -> row)
            .toArray();
    int[] best = grades.clone();
    Arrays.sort(best);
    double gain = 0;
    double ideal = 0;
    for (int place = 0; place < Math.min(k, order.length); place++) {
      gain += discounted(grades[order[place]], place);
      ideal += discounted(best[best.length - 1 - place], place);
    }
    return gain / ideal;
  }

  private static double discounted(int grade, int place) {
    return ((1 << grade) - 1) * Math.log(2) / Math.log(place + 2.0);
  }
}
