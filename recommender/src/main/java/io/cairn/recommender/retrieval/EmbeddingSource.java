package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Proposal;
import io.cairn.index.VectorIndex;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
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
    History history = Histories.weighted(query.profile(), items);
    if (history.size() == 0) {
      return List.of();
    }
    long room = query.only().isPresent() ? index.size() : (long) limit + query.refusedMax();
    return index.search(model.foldIn(history), (int) Math.min(room, index.size())).stream()
        .filter(n -> n.similarity() > 0 && query.allows(n.item()))
        .limit(limit)
        .map(n -> new ScoredItem(n.item(), n.similarity(), Optional.empty()))
        .toList();
  }
}
