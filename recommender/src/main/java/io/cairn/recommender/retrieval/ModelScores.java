package io.cairn.recommender.retrieval;

import io.cairn.core.ItemVocabulary;
import io.cairn.features.Profile;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What models say of the history of one request. Several sources of a request ask the same model
 * for the same scores; the first computes them, the others wait for it. Safe for use by multiple
 * threads.
 */
public final class ModelScores {
  private record Asked(RetrievalModel model, Duration historyHalfLife) {}

  private final Profile profile;
  private final Map<Asked, float[]> known = new ConcurrentHashMap<>();

  /** Makes scores for a profile; none is computed before it is asked for. */
  public ModelScores(Profile profile) {
    this.profile = profile;
  }

  /**
   * Returns the model's score of every item.
   *
   * @param items the model's items
   * @param historyHalfLife an item of the history counts half when it came so long before the last
   *     one
   * @return shape {@code [items.size()]}, or {@code [0]} where the model knows nothing of the
   *     history; shared, do not modify
   */
  float[] of(RetrievalModel model, ItemVocabulary items, Duration historyHalfLife) {
    return known.computeIfAbsent(
        new Asked(model, historyHalfLife),
        _ -> {
          History history = Histories.fading(profile, items, historyHalfLife);
          return history.size() == 0 ? new float[0] : model.score(history);
        });
  }
}
