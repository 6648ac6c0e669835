package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Optional;

/**
 * Learns a {@link RankingModel}. A trainer is a record of its hyperparameters; the same
 * hyperparameters and examples give the same model.
 */
public sealed interface RankingTrainer
    permits BlendTrainer, DcnTrainer, GbdtTrainer, LogisticTrainer {

  /**
   * Trains a model, and stops when it no longer gets better on later examples.
   *
   * @param training the earlier lists
   * @param validation later lists of the same columns and objectives, which decide when to stop
   * @param progress is told of every round, with the metric on the validation lists
   * @throws IllegalArgumentException if there are no lists, the columns differ, or the labels of an
   *     objective are all the same
   */
  RankingModel train(RankingExamples training, RankingExamples validation, Progress progress);

  /**
   * Returns what trains for as long as it took to train the model, and does not stop before: for
   * learning again from more examples, among them those that decided when to stop. Empty where that
   * cannot be told.
   *
   * @param model one that this trainer made
   */
  default Optional<RankingTrainer> again(RankingModel model) {
    return Optional.empty();
  }
}
