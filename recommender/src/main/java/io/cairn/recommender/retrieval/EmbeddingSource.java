package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Kernel;
import io.cairn.core.Proposal;
import io.cairn.index.VectorIndex;
import io.cairn.models.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proposes the items whose vectors are nearest to the actor's, which is computed at the moment of
 * the request from the history and, by a model that knows them, from traits: these alone are enough
 * for somebody without a history. Immutable.
 *
 * @param items the model's items
 * @param index the vectors of the same items
 */
public record EmbeddingSource(
    String name, ItemVocabulary items, EmbeddingModel model, VectorIndex index)
    implements CandidateSource {

  @Override
  public boolean isPersonal() {
    return true;
  }

  @Override
  public String reason(Query query, Proposal proposal, Function<ItemId, String> titles) {
    return query.rung().isPersonal() ? "fits what you liked" : "liked by people like you";
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    float[] actor = model.foldIn(query.view().weighted(items));
    if (Kernel.FASTEST.dot(actor, 0, actor, 0, actor.length) == 0) {
      return List.of();
    }
    List<ScoredItem> near = new ArrayList<>();
    for (VectorIndex.Neighbor found : index.search(actor, limit, query::allows)) {
      if (found.similarity() > 0) {
        near.add(new ScoredItem(found.item(), found.similarity(), Optional.empty()));
      }
    }
    return near;
  }
}
