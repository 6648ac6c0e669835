package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Scores, made comparable and put in order, whatever numbers they are. */
final class Relevance {
  private Relevance() {}

  /**
   * Returns the scores of candidates moved into [0, weight]: the weight for the highest, 0 for the
   * lowest, and 0 for all where all are equal. What is no finite number counts as the highest or
   * lowest that is one; {@link Float#NaN} as the lowest.
   *
   * @return shape {@code [candidates.size()]}
   */
  static double[] of(List<Candidate> candidates, double weight) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates) {
      if (Float.isFinite(candidate.score())) {
        least = Math.min(least, candidate.score());
        most = Math.max(most, candidate.score());
      }
    }
    double[] relevance = new double[candidates.size()];
    for (int row = 0; row < relevance.length && most > least; row++) {
      float score = candidates.get(row).score();
      double known = Float.isNaN(score) ? least : Math.clamp(score, least, most);
      relevance[row] = weight * (known - least) / (most - least);
    }
    return relevance;
  }

  /**
   * Returns candidates by their scores, the highest first; equal ones in the order in which they
   * were, and those whose score is {@link Float#NaN} last.
   */
  static List<Candidate> sorted(List<Candidate> candidates) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparing(Relevance::key, Comparator.reverseOrder()));
    return sorted;
  }

  private static float key(Candidate candidate) {
    return Float.isNaN(candidate.score()) ? Float.NEGATIVE_INFINITY : candidate.score();
  }
}
