package io.cairn.recommender.retrieval;

import io.cairn.index.ExactIndex;
import io.cairn.index.VectorIndex;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.TrainedModel;
import java.util.Optional;

/**
 * A trained model, ready to be searched. Immutable.
 *
 * @param index the vectors of its items; empty for a model without vectors
 */
public record IndexedModel(TrainedModel trained, Optional<VectorIndex> index) {

  /** Indexes the vectors of a model that has some. */
  public static IndexedModel of(TrainedModel trained) {
    Optional<VectorIndex> index =
        trained.model() instanceof EmbeddingModel embedding
            ? Optional.of(
                new ExactIndex(
                    trained.items().items(), embedding.itemVectors(), embedding.factors()))
            : Optional.empty();
    return new IndexedModel(trained, index);
  }
}
