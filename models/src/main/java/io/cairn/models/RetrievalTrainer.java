package io.cairn.models;

import io.cairn.core.Progress;

/**
 * Learns a {@link RetrievalModel}. A trainer is a record of its hyperparameters; the same
 * hyperparameters, matrix and content give the same model.
 */
public sealed interface RetrievalTrainer
    permits AlsTrainer,
        ContentTrainer,
        EaseTrainer,
        GfCfTrainer,
        ItemToItemTrainer,
        MarkovTrainer,
        OnboardingTrainer,
        PopularTrainer,
        SequenceTrainer,
        SessionKnnTrainer,
        TwoTowerTrainer {

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if the matrix has no cells
   */
  RetrievalModel train(InteractionMatrix interactions, Progress progress);

  /**
   * Trains a model that may look at what the items are; most do not.
   *
   * @param content of the items of the matrix
   * @throws IllegalArgumentException if the matrix has no cells
   */
  default RetrievalModel train(
      InteractionMatrix interactions, ItemContent content, Progress progress) {
    return train(interactions, progress);
  }

  /**
   * Trains a model that may look at what the items are, and at what is known of the rows beside
   * their interactions; most do not.
   *
   * @param content of the items of the matrix
   * @param traits of the rows of the matrix, in the same form
   * @throws IllegalArgumentException if the matrix has no cells
   */
  default RetrievalModel train(
      InteractionMatrix interactions, ItemContent content, ItemContent traits, Progress progress) {
    return train(interactions, content, progress);
  }

  /** Returns what decides all that is drawn; 0 where nothing is. */
  default long seed() {
    return 0;
  }
}
