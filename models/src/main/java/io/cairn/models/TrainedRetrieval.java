package io.cairn.models;

import io.cairn.core.ItemVocabulary;

/**
 * All that is needed to use a retrieval model: what it is, which item each column is, and its
 * numbers.
 *
 * @param artifact what is known of it
 * @param items the items, in the order of the model's columns
 * @param model the numbers
 */
public record TrainedRetrieval(ModelArtifact artifact, ItemVocabulary items, RetrievalModel model)
    implements TrainedModel {
  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException if the model has another number of items
   */
  public TrainedRetrieval {
    if (items.size() != model.items()) {
      throw new IllegalArgumentException(
          "the model has %d items, but %d are named".formatted(model.items(), items.size()));
    }
  }
}
