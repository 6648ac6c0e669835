package io.cairn.recommender.retrieval;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.VectorSpace;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import java.util.Arrays;
import java.util.Optional;

/**
 * The vectors of a trained model, as features see them. Immutable.
 *
 * @param items the model's items
 */
record ModelSpace(ItemVocabulary items, EmbeddingModel model) implements VectorSpace {

  @Override
  public Optional<float[]> ofItem(ItemId item) {
    int column = items.column(item);
    int from = column * model.factors();
    return column == ItemVocabulary.UNKNOWN
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(model.itemVectors(), from, from + model.factors()));
  }

  @Override
  public float cosine(ItemId item, float[] direction) {
    int column = items.column(item);
    return column == ItemVocabulary.UNKNOWN
        ? Float.NaN
        : VectorSpace.cosine(model.itemVectors(), column * model.factors(), direction);
  }

  @Override
  public Optional<float[]> ofHistory(Profile profile, RecentEvents recent) {
    int[] columns = new int[profile.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = items.column(profile.items()[i]);
    }
    History history = Histories.weighted(profile, columns);
    return history.size() == 0
        ? Optional.empty()
        : Optional.of(model.foldIn(history.withEvents(Histories.events(recent, 0, items))));
  }
}
