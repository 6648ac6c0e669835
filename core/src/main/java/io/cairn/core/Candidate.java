package io.cairn.core;

import java.util.List;

/**
 * An item under consideration for one request. Immutable.
 *
 * @param proposals what each source that proposed it said, in the order of the sources
 * @param score its current score, higher is better; comparable only within the stage that set it
 */
public record Candidate(ItemId item, List<Proposal> proposals, float score) {
  /** Copies the proposals. */
  public Candidate {
    proposals = List.copyOf(proposals);
  }

  /** Returns this candidate with the score of the next stage. */
  public Candidate withScore(float newScore) {
    return new Candidate(item, proposals, newScore);
  }
}
