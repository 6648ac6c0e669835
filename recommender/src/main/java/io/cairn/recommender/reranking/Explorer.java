package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.features.FeatureSet;
import java.util.List;
import java.util.Optional;

/**
 * Fills some places of a list by chance, so that what people like is learned of items that would
 * not be shown else. An explorer says with which probability each of the first candidates takes a
 * place, and one of them is drawn with exactly these probabilities: that of the drawn one is its
 * propensity.
 */
public sealed interface Explorer extends Reranker
    permits EpsilonGreedy, LinearThompson, Linucb, NewItems, Softmax, Thompson, Ucb {

  /** Returns at which places it looks at how many candidates. */
  Scope where();

  /** Returns the name of the rate that it learns from; empty where it learns nothing. */
  default Optional<String> learnsFrom() {
    return Optional.empty();
  }

  /**
   * Refuses features without the rate that it learns from.
   *
   * @throws IllegalArgumentException whose message begins with the key of the setting
   */
  default void check(FeatureSet features) {
    learnsFrom().ifPresent(rate -> Checks.rateOfItems("rate", rate, features));
  }

  /** Begins an empty list. */
  Exploration begin(Slate slate);

  /** What an explorer knows of one list. For use by one thread. */
  interface Exploration {
    /**
     * Returns with which probability each candidate takes a place.
     *
     * @param pool at least one, in order; all may stand there
     * @return shape {@code [pool.size()]}, sums to 1
     */
    double[] chances(List<Candidate> pool);

    /** Returns what is known of a candidate, in words for people, such as {@code 3/40}. */
    String known(Candidate candidate);
  }
}
