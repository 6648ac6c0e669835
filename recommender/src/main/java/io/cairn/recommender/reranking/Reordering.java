package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.List;

/**
 * Changes the order of candidates, before the first of them is placed. How many items are asked for
 * does not matter to it, so that a longer list begins with the shorter one.
 */
public sealed interface Reordering extends Reranker
    permits Boost, Calibration, Dpp, Fatigue, Mmr, Serendipity {

  /**
   * Returns the same candidates in another order, with the scores by which they stand there: none
   * is higher than that of the one above, if that was so before.
   *
   * @param ranked best first, each once; all may be shown, and their rows are known
   */
  List<Candidate> reorder(Slate slate, List<Candidate> ranked);
}
