package io.cairn.recommender.retrieval;

import io.cairn.index.IndexPlan;
import io.cairn.index.VectorIndex;
import io.cairn.index.VectorTable;
import io.cairn.models.ModelArtifact;

/** Makes the index of a model's vectors, or finds one that was made before. */
@FunctionalInterface
public interface Indexer {
  /** Decides how an index divides vectors, so that every process divides them alike. */
  long SEED = 1;

  /**
   * Returns an index of the vectors.
   *
   * @param model whose vectors they are
   */
  VectorIndex index(ModelArtifact model, VectorTable vectors);

  /** Builds the index that fits the vectors, as {@link IndexPlan} says. */
  static VectorIndex build(VectorTable vectors) {
    return IndexPlan.of(vectors).build(vectors, SEED);
  }
}
