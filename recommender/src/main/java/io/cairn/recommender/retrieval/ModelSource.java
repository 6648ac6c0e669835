package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Proposal;
import io.cairn.models.RetrievalModel;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Proposes what a model scores highest for the actor's history, by scoring every item that the
 * model knows. Immutable.
 *
 * @param historyHalfLife an item of the history counts half when it came so long before the last
 *     one
 */
public record ModelSource(
    String name, ItemVocabulary items, RetrievalModel model, Duration historyHalfLife)
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
    return query.bestPositive(items, query.view().scores(model, items, historyHalfLife), limit);
  }
}
