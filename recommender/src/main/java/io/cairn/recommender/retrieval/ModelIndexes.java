package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.index.UpdatableIndex;
import io.cairn.models.TrainedModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes retrieval models ready to be searched, and keeps what it made last: a model that stays
 * keeps its index, with the items that arrived. Safe for use by multiple threads.
 */
public final class ModelIndexes {
  private final Indexer indexer;
  private final UpdatableIndex.Rebuilds rebuilds;
  private Map<String, IndexedModel> last = Map.of();

  /**
   * Makes one that knows no models yet.
   *
   * @param indexer makes the indexes of models that are new
   * @param rebuilds where indexes are rebuilt into which many items have arrived
   */
  public ModelIndexes(Indexer indexer, UpdatableIndex.Rebuilds rebuilds) {
    this.indexer = indexer;
    this.rebuilds = rebuilds;
  }

  /** Returns one that builds indexes on the calling thread, and tells nobody. */
  public static ModelIndexes inMemory() {
    return new ModelIndexes(
        (_, vectors) -> Indexer.build(vectors),
        new UpdatableIndex.Rebuilds(Runnable::run, _ -> {}));
  }

  /**
   * Returns retrieval models by their names, ready to be searched; those that are not among the
   * given ones are forgotten.
   */
  public synchronized Map<String, IndexedModel> of(Collection<? extends TrainedModel> trained) {
    Map<List<ItemId>, ItemVocabulary> vocabularies = new HashMap<>();
    last.values().forEach(kept -> vocabularies.put(kept.items().items(), kept.items()));
    Map<String, IndexedModel> models = new HashMap<>();
    for (TrainedModel any : trained) {
      if (any instanceof TrainedModel.Retrieval model) {
        IndexedModel known = last.get(model.artifact().name());
        ItemVocabulary items =
            vocabularies.computeIfAbsent(model.items().items(), _ -> model.items());
        models.put(
            model.artifact().name(),
            known != null && known.trained().equals(model)
                ? known
                : IndexedModel.of(model, items, indexer, rebuilds));
      }
    }
    last = Map.copyOf(models);
    return models;
  }
}
