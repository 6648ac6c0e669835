package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.Optional;

/**
 * Says what may stand at a place of a list, while the list is filled place by place. A place takes
 * the first candidate against which no placement speaks.
 */
public sealed interface Placement extends Reranker permits Cap, Distinct {

  /** Begins an empty list. */
  Placing begin(Slate slate);

  /** What a placement knows of one list. For use by one thread. */
  interface Placing {
    /**
     * Returns what speaks against a candidate at the next place, in words for people; empty where
     * nothing does.
     *
     * @param position from 1
     */
    Optional<String> against(Candidate candidate, int position);

    /** Takes note of a candidate at its place, whether or not this spoke against it. */
    void placed(Candidate candidate, int position);
  }
}
