package io.cairn.models;

import java.util.Optional;

/**
 * A model that places items and histories in one space, where the inner product says how well they
 * fit: what {@link #score} computes for every item, an index can search for.
 */
public interface EmbeddingModel extends RetrievalModel {

  /** Returns the length of the vectors. */
  int factors();

  /**
   * Returns the items' vectors, row-major, shape {@code [items() × factors()]}; shared, read only.
   */
  float[] itemVectors();

  /**
   * Returns the vector of a history, which need not have been in training; zeros for one that has
   * no items, and no traits that the model knows.
   *
   * @return a fresh array, shape {@code [factors()]}
   */
  float[] foldIn(History history);

  /**
   * Returns the vectors of items by their content alone, such as items that were not there in
   * training: zeros for one with nothing in it that the model knows. Empty for a model that does
   * not look at content.
   *
   * @return a fresh array, row-major, shape {@code [content.items() × factors()]}
   */
  default Optional<float[]> contentVectors(ItemContent content) {
    return Optional.empty();
  }
}
