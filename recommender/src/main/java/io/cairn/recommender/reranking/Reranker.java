package io.cairn.recommender.reranking;

import java.util.List;

/**
 * One control over a list as a whole, and its settings in the configuration. Surfaces name the
 * controls that they want. Immutable, and safe for use by multiple threads.
 */
public sealed interface Reranker permits Explorer, Placement, Reordering {

  /** Returns the features that it reads, by name. */
  default List<String> features() {
    return List.of();
  }

  /** Returns the sources whose candidates it asks for, by name. */
  default List<String> sources() {
    return List.of();
  }
}
