package io.cairn.recommender.rules;

import io.cairn.core.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The order of candidates, while rules change it. For use by one thread. */
final class RuleOrder {
  private final List<Candidate> ranked;
  private final float[] scores;
  private final boolean[] buried;
  private boolean isChanged;

  RuleOrder(List<Candidate> ranked) {
    this.ranked = ranked;
    scores = new float[ranked.size()];
    buried = new boolean[ranked.size()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = ranked.get(row).score();
    }
  }

  /**
   * Multiplies a score above 0 and divides one below, so that a factor above 1 always lifts it.
   *
   * @return what it adds to the score
   */
  float boost(int row, double factor) {
    float before = scores[row];
    double after = before >= 0 ? before * factor : before / factor;
    scores[row] = (float) Math.clamp(after, -Float.MAX_VALUE, Float.MAX_VALUE);
    isChanged = true;
    return scores[row] - before;
  }

  void bury(int row) {
    buried[row] = true;
    isChanged = true;
  }

  /** Returns the best first, what is buried last; equal ones as they were. */
  List<Candidate> candidates() {
    if (!isChanged) {
      return ranked;
    }
    lower();
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(
            Comparator.<Integer, Boolean>comparing(row -> buried[row])
                .thenComparingDouble(row -> -scores[row]))
        .map(row -> ranked.get(row).withScore(scores[row]))
        .toList();
  }

  /** Gives what is buried scores below all others, as far apart as they were. */
  private void lower() {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    for (int row = 0; row < scores.length; row++) {
      scores[row] -= buried[row] ? most - least + 1 : 0;
    }
  }
}
