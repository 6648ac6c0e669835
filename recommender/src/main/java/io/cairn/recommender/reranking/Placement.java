package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.Optional;

/**
 * Says what may stand at a place of a list, while the list is filled place by place. A place takes
 * the first candidate against which no placement speaks.
 */
public sealed interface Placement extends Reranker permits Cap, Distinct, Slots, Spread {

  /** Begins an empty list. */
  Placing begin(Slate slate);

  /** What a placement knows of one list. For use by one thread. */
  interface Placing {
    /**
     * Returns what speaks against a candidate at the next place, in words for people; empty where
     * nothing does. Asked of many candidates at each place, so words are made only once.
     *
     * @param position from 1
     */
    Optional<String> against(Candidate candidate, int position);

    /** Takes note of a candidate at its place, whether or not this spoke against it. */
    void placed(Candidate candidate, int position);

    /**
     * Whether the place is kept for candidates that this {@link #isFor is for}: as long as one of
     * them may stand there no other does.
     *
     * @param position from 1
     */
    default boolean isKept(int position) {
      return false;
    }

    /** Whether kept places are for the candidate. */
    default boolean isFor(Candidate candidate) {
      return false;
    }
  }
}
