package io.cairn.models;

import io.cairn.core.ItemVocabulary;
import java.util.List;

/** All that is needed to use a model: what is known of it, and its numbers. */
public sealed interface TrainedModel {

  /** Returns what is known of it. */
  ModelArtifact artifact();

  /**
   * All that is needed to use a retrieval model: what it is, which item each column is, and its
   * numbers.
   *
   * @param artifact what is known of it
   * @param items the items, in the order of the model's columns
   * @param model the numbers
   */
  record Retrieval(ModelArtifact artifact, ItemVocabulary items, RetrievalModel model)
      implements TrainedModel {
    /**
     * Checks that the parts belong together.
     *
     * @throws IllegalArgumentException if the model has another number of items
     */
    public Retrieval {
      if (items.size() != model.items()) {
        throw new IllegalArgumentException(
            "the model has %d items, but %d are named".formatted(model.items(), items.size()));
      }
    }
  }

  /**
   * All that is needed to use a ranking model: what it is, its numbers, and what its scores mean.
   *
   * @param artifact what is known of it
   * @param model the numbers
   * @param calibrations what turns scores into probabilities, one for each of the model's
   *     objectives, in their order
   */
  record Ranker(ModelArtifact artifact, RankingModel model, List<Calibration> calibrations)
      implements TrainedModel {
    /**
     * Copies the calibrations, and checks that the parts belong together.
     *
     * @throws IllegalArgumentException if the model has another number of objectives
     */
    public Ranker {
      calibrations = List.copyOf(calibrations);
      if (calibrations.size() != model.objectives().size()) {
        throw new IllegalArgumentException(
            "the objectives %s need a calibration each, were %d calibrations"
                .formatted(model.objectives(), calibrations.size()));
      }
    }
  }
}
