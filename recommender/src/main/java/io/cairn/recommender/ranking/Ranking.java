package io.cairn.recommender.ranking;

import io.cairn.core.Candidate;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import java.util.List;
import java.util.Optional;

/**
 * Candidates in order. Immutable.
 *
 * @param candidates with new scores, best first
 * @param basis what a model went by; empty where none did
 */
public record Ranking(List<Candidate> candidates, Optional<Basis> basis) {
  /** Copies the list. */
  public Ranking {
    candidates = List.copyOf(candidates);
  }

  /** What a model knew of the candidates when it ordered them. Safe for use by multiple threads. */
  public interface Basis {
    /** Returns how much of the log the rows had seen from which the features were read. */
    long offset();

    /**
     * Returns the features of some of the candidates.
     *
     * @return one row for each item, in their order; NaN for an item that was not among them
     */
    FeatureMatrix features(List<ItemId> items);

    /** Returns why some of the candidates got their scores, in the order of the items. */
    Explanation explain(List<ItemId> items);
  }
}
