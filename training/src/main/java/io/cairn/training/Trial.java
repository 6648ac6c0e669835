package io.cairn.training;

import io.cairn.models.RankingTrainer;
import java.time.Duration;
import java.util.Map;

/**
 * One training of a search, and how good its model was. Immutable.
 *
 * @param trainer the hyperparameters
 * @param isConfigured whether they are those of the configuration
 * @param lists from how many lists it learned, the newest of all
 * @param ndcg NDCG@10 on the validation lists, in [0, 1]
 * @param took how long learning and measuring took
 */
public record Trial(
    RankingTrainer trainer, boolean isConfigured, int lists, double ndcg, Duration took) {

  /**
   * Returns what the search changes of a trainer of this kind: numbers, or lists of them, by the
   * names that they have in the configuration.
   */
  public Map<String, Object> hyperparameters() {
    return HyperparameterSpace.values(trainer);
  }
}
