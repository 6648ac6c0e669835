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
  /** Returns its name, with the version where it is a model. */
  String name();

  /** Returns the same candidates with new scores, best first. */
  Ranking rank(Query query, List<Candidate> candidates);

  /** Whether it has something to say of candidates that no source proposed. */
  boolean ranksUnproposed();

  /** Returns the proposal that counts most for the candidate's place; it has at least one. */
  Proposal strongest(Candidate candidate);
}
