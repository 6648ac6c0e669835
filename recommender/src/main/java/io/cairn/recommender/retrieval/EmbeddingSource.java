package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Kernel;
import io.cairn.core.Proposal;
import io.cairn.index.VectorIndex;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Proposes the items whose vectors are nearest to the actor's, which is computed at the moment of
 * the request from the history and, by a model that knows them, from traits: these alone are enough
 * for somebody without a history. A history of several interests may have a vector for each of
 * them; then each has places in proportion to its weight, at least one. Immutable.
 *
 * @param items the model's items
 * @param index the vectors of the same items
 * @param interests how many vectors a history has at most, at least 1
 */
public record EmbeddingSource(
    String name, ItemVocabulary items, EmbeddingModel model, VectorIndex index, int interests)
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
    return near(query.view().weighted(items), limit, query::allows);
  }

  /**
   * Returns the wanted items that are nearest to a history, or to its interests, best first; those
   * alone that fit it: their inner product is above 0.
   *
   * @param history of items that the model knows; without any, its traits may be enough
   */
  public List<ScoredItem> near(History history, int limit, Predicate<ItemId> wanted) {
    List<ProportionalMerge.Share> shares = new ArrayList<>();
    for (History interest : Interests.of(model, history, interests)) {
      double weight = Interests.weight(interest);
      float[] vector = model.foldIn(interest);
      shares.add(new ProportionalMerge.Share(weight, near(vector, limit, wanted)));
    }
    return shares.size() == 1 ? shares.getFirst().items() : ProportionalMerge.of(shares, limit);
  }

  private List<ScoredItem> near(float[] vector, int limit, Predicate<ItemId> wanted) {
    if (Kernel.FASTEST.dot(vector, 0, vector, 0, vector.length) == 0) {
      return List.of();
    }
    List<ScoredItem> near = new ArrayList<>();
    for (VectorIndex.Neighbor found : index.search(vector, limit, wanted)) {
      if (found.similarity() > 0) {
        near.add(new ScoredItem(found.item(), found.similarity(), Optional.empty()));
      }
    }
    return near;
  }
}
