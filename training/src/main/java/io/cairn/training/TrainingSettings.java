package io.cairn.training;

import io.cairn.models.RankingTrainer;
import io.cairn.models.RetrievalTrainer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration says of training.
 *
 * @param basketTypes the types of events that put an item into a basket; where the log has none of
 *     them, a session or the day of a user is the basket
 * @param models what is trained for retrieval, by the name under which it is published
 * @param examples from what ranking models learn
 * @param rankers what is trained for ranking, by the name under which it is published
 * @param gate when a ranking model is published
 * @param every how often a server trains, 0 for never
 */
public record TrainingSettings(
    List<String> basketTypes,
    Map<String, ModelSettings> models,
    ExampleSettings examples,
    Map<String, RankerSettings> rankers,
    Gate gate,
    Duration every) {
  /** Copies the collections. */
  public TrainingSettings {
    basketTypes = List.copyOf(basketTypes);
    models = Map.copyOf(models);
    rankers = Map.copyOf(rankers);
  }

  /**
   * Returns how a ranking model is trained.
   *
   * @throws IllegalArgumentException if there is none of the name
   */
  public RankerSettings ranker(String name) {
    RankerSettings ranker = rankers.get(name);
    if (ranker == null) {
      throw new IllegalArgumentException(
          "there is no ranker %s in training.rankers, there are %s"
              .formatted(name, rankers.keySet().stream().sorted().toList()));
    }
    return ranker;
  }

  /** Returns the same with other models for retrieval. */
  TrainingSettings withModels(Map<String, ModelSettings> others) {
    return new TrainingSettings(basketTypes, others, examples, rankers, gate, every);
  }

  /** Returns the same with those of the models for retrieval that are named. */
  TrainingSettings withModelsNamed(Set<String> names) {
    Map<String, ModelSettings> kept = new HashMap<>(models);
    kept.keySet().retainAll(names);
    return withModels(kept);
  }

  /**
   * One ranking model.
   *
   * @param calibration what makes probabilities of scores
   * @param propensities how position bias is estimated, for which clicks are weighed; empty to
   *     count every click once
   * @param clip the most that a click counts for its position, at least 1
   * @param trainer how it learns
   */
  public record RankerSettings(
      Calibrated calibration,
      Optional<PropensityEstimator> propensities,
      double clip,
      RankingTrainer trainer) {
    /** Returns the same with another trainer. */
    RankerSettings withTrainer(RankingTrainer other) {
      return new RankerSettings(calibration, propensities, clip, other);
    }
  }

  /** What makes probabilities of scores. */
  public enum Calibrated {
    /** A logistic curve: needs few examples, and keeps apart what the model keeps apart. */
    PLATT,
    /** Steps: follows any shape, and makes scores equal that are near each other. */
    ISOTONIC
  }

  /**
   * When a ranking model is published.
   *
   * @param lift by how much it must be better than the one in use, as a share of its NDCG@10;
   *     negative to allow for chance
   * @param isOn whether to publish only what passes
   */
  public record Gate(double lift, boolean isOn) {
    /** Checks the lift. */
    public Gate {
      if (!(lift > -1 && lift < 1)) {
        throw new IllegalArgumentException("lift must be between -1 and 1, was " + lift);
      }
    }
  }

  /**
   * One model.
   *
   * @param rows what the rows of its matrix are
   * @param itemsMax a catalogue with more items is too large for it; 0 for no bound
   * @param trainer how it learns
   */
  public record ModelSettings(Rows rows, int itemsMax, RetrievalTrainer trainer) {}

  /** What the rows of a matrix are. */
  public enum Rows {
    /** Everything that a user, or a session without a user, did. */
    HISTORIES,
    /** What was bought or looked at together. */
    BASKETS,
    /** What was done in one session, or by a user without sessions on one day. */
    SESSIONS
  }
}
