package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.features.CatalogueEntry;
import java.util.Optional;

/**
 * Keeps candidates from being shown at all, one by one, whatever their place would be. For use by
 * one thread, for one list.
 */
public interface Gate {
  /** Returns the name under which the configuration may relax it, and explanations tell of it. */
  String name();

  /**
   * Returns why a candidate may not be shown, in words for people; empty where it may.
   *
   * @param entry what the catalogue says of it
   */
  Optional<String> against(Candidate candidate, CatalogueEntry entry);
}
