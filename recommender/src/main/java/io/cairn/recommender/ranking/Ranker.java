package io.cairn.recommender.ranking;

import io.cairn.core.Candidate;
import io.cairn.core.Proposal;
import io.cairn.recommender.retrieval.Query;
import java.util.List;

/**
 * Orders candidates by how much whoever asks will like each of them. Implementations are safe for
 * use by multiple threads.
 */
public interface Ranker {
  /** Returns the same candidates with new scores, best first. */
  List<Candidate> rank(Query query, List<Candidate> candidates);

  /** Returns the proposal that counts most for the candidate's place; it has at least one. */
  Proposal strongest(Candidate candidate);
}
