package io.cairn.core;

import java.util.Optional;

/**
 * What one candidate source said of an item.
 *
 * @param source the name of the source
 * @param rank the item's place in the source's list, from 1
 * @param score the source's own score, higher is better; comparable only within the source
 * @param because the item of the visitor's history that led to this one; empty where there is none
 */
public record Proposal(String source, int rank, float score, Optional<ItemId> because) {
  /** Checks the rank. */
  public Proposal {
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be at least 1, was " + rank);
    }
  }
}
