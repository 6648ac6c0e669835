package io.cairn.models;

import io.cairn.core.Progress;

/**
 * Learns a {@link RetrievalModel}. A trainer is a record of its hyperparameters; the same
 * hyperparameters and matrix give the same model.
 */
public sealed interface RetrievalTrainer
    permits AlsTrainer,
        EaseTrainer,
        ItemToItemTrainer,
        MarkovTrainer,
        PopularTrainer,
        SessionKnnTrainer {

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if the matrix has no cells
   */
  RetrievalModel train(InteractionMatrix interactions, Progress progress);
}
