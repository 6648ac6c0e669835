package io.cairn.features;

import io.cairn.core.Candidate;

/**
 * A candidate of a list with what is known of its item.
 *
 * @param candidate the item, and what sources said of it
 * @param row the item's row; {@link Row#EMPTY} for an item that no event has mentioned
 * @param position where it was shown, from 1; 0 while the list is being made
 */
public record CandidateRow(Candidate candidate, Row row, int position) {
  /** Makes a candidate of a list that is being made. */
  public CandidateRow(Candidate candidate, Row row) {
    this(candidate, row, 0);
  }
}
