package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.List;

/** Changes the order of candidates, before the first of them is placed. */
public sealed interface Reordering extends Reranker permits Mmr {

  /**
   * Returns the same candidates in another order, with the scores by which they stand there.
   *
   * @param ranked best first, each once; all may be shown
   */
  List<Candidate> reorder(Slate slate, List<Candidate> ranked);
}
