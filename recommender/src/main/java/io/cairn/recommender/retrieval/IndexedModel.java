package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.VectorSpace;
import io.cairn.index.IndexPlan;
import io.cairn.index.VectorIndex;
import io.cairn.index.VectorTable;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.TrainedModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained model, ready to be searched. Immutable.
 *
 * @param items its items; the same object for models of the same items, so that what is known of a
 *     request by column is computed once for all of them
 * @param index the vectors of its items; empty for a model without vectors
 */
public record IndexedModel(
    TrainedModel.Retrieval trained, ItemVocabulary items, Optional<VectorIndex> index) {

  /** Decides how an index divides vectors, so that every process divides them alike. */
  private static final long SEED = 1;

  /** Makes retrieval models ready, by their names; indexes the vectors of those that have some. */
  public static Map<String, IndexedModel> of(Collection<? extends TrainedModel> trained) {
    Map<List<ItemId>, ItemVocabulary> vocabularies = new HashMap<>();
    Map<String, IndexedModel> models = new HashMap<>();
    for (TrainedModel any : trained) {
      if (any instanceof TrainedModel.Retrieval model) {
        ItemVocabulary items =
            vocabularies.computeIfAbsent(model.items().items(), _ -> model.items());
        models.put(model.artifact().name(), new IndexedModel(model, items, index(model, items)));
      }
    }
    return models;
  }

  /** Returns its vectors as features see them; empty for a model without vectors. */
  public Optional<VectorSpace> space() {
    return space(trained, items);
  }

  /** Returns a model's vectors as features see them, without making an index of them. */
  public static Optional<VectorSpace> space(TrainedModel trained) {
    return trained instanceof TrainedModel.Retrieval retrieval
        ? space(retrieval, retrieval.items())
        : Optional.empty();
  }

  private static Optional<VectorSpace> space(TrainedModel.Retrieval trained, ItemVocabulary items) {
    return trained.model() instanceof EmbeddingModel model
        ? Optional.of(new ModelSpace(items, model))
        : Optional.empty();
  }

  /**
   * Returns which index a model's vectors get, and why; empty for a model without vectors.
   *
   * @throws IllegalArgumentException if a vector holds what is not a finite number; says the item
   */
  public static Optional<IndexPlan> plan(TrainedModel trained) {
    return trained instanceof TrainedModel.Retrieval retrieval
        ? vectors(retrieval, retrieval.items()).map(IndexPlan::of)
        : Optional.empty();
  }

  private static Optional<VectorIndex> index(TrainedModel.Retrieval trained, ItemVocabulary items) {
    return vectors(trained, items).map(table -> IndexPlan.of(table).build(table, SEED));
  }

  private static Optional<VectorTable> vectors(
      TrainedModel.Retrieval trained, ItemVocabulary items) {
    return trained.model() instanceof EmbeddingModel model
        ? Optional.of(VectorTable.of(items.items(), model.itemVectors(), model.factors()))
        : Optional.empty();
  }
}
