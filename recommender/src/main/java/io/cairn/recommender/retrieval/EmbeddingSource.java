package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Proposal;
import io.cairn.index.VectorIndex;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proposes the items whose vectors are nearest to the actor's, which is computed from the history
 * at the moment of the request. Immutable.
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
    return "fits what you liked";
  }

  @Override
  public List<ScoredItem> retrieve(Query query, int limit) {
    History history = query.view().weighted(items);
    if (history.size() == 0) {
      return List.of();
    }
    List<ScoredItem> near = new ArrayList<>();
    for (VectorIndex.Neighbor found : index.search(model.foldIn(history), limit, query::allows)) {
      if (found.similarity() > 0) {
        near.add(new ScoredItem(found.item(), found.similarity(), Optional.empty()));
      }
    }
    return near;
  }
}
