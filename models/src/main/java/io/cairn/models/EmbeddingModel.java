package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.Optional;

/**
 * A model that places items and histories in one space, where the inner product says how well they
 * fit: what {@link #score} computes for every item, an index can search for.
 */
public interface EmbeddingModel extends RetrievalModel {

  /** Returns the length of the vectors. */
  int factors();

  @Override
  default int items() {
    return itemVectors().length / factors();
  }

  /** {@inheritDoc} The scores are the products of the items' vectors and that of the history. */
  @Override
  default float[] score(History history) {
    return Kernel.FASTEST.products(itemVectors(), foldIn(history));
  }

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

  /**
   * Returns the vector of an item that was not there in training, or hardly, from who had to do
   * with it since. Empty for a model that cannot tell.
   *
   * @param people the vectors of their histories, row-major, shape {@code [n × factors()]}
   * @param weights how much each had to do with it, may be negative, shape {@code [n]}
   */
  default Optional<float[]> itemVector(float[] people, float[] weights) {
    return Optional.empty();
  }
}
