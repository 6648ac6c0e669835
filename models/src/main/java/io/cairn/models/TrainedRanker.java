package io.cairn.models;

import java.util.List;

/**
 * All that is needed to use a ranking model: what it is, its numbers, and what its scores mean.
 *
 * @param artifact what is known of it
 * @param model the numbers
 * @param calibrations what turns scores into probabilities, one for each of the model's objectives,
 *     in their order
 */
public record TrainedRanker(
    ModelArtifact artifact, RankingModel model, List<Calibration> calibrations)
    implements TrainedModel {
  /**
   * Copies the calibrations, and checks that the parts belong together.
   *
   * @throws IllegalArgumentException if the model has another number of objectives
   */
  public TrainedRanker {
    calibrations = List.copyOf(calibrations);
    if (calibrations.size() != model.objectives().size()) {
      throw new IllegalArgumentException(
          "the objectives %s need a calibration each, were %d calibrations"
              .formatted(model.objectives(), calibrations.size()));
    }
  }
}
