package io.cairn.models;

import io.cairn.core.FloatMatrix;

/**
 * Turns items into vectors: the sum of what an item is by its id and of what its tokens say. For
 * use by one thread.
 */
final class ItemTower {
  private final EmbeddingBag ids;
  private final EmbeddingBag tokens;

  ItemTower(EmbeddingTable ids, EmbeddingTable tokens) {
    this.ids = new EmbeddingBag(ids);
    this.tokens = new EmbeddingBag(tokens);
  }

  /**
   * Returns the vectors, shape {@code [rows × factors]}.
   *
   * @param idRows the item of each row, or none to go by content alone
   * @param tokenRows the tokens of each row
   */
  FloatMatrix forward(SparseRows idRows, SparseRows tokenRows) {
    FloatMatrix vectors = ids.forward(idRows);
    Batches.add(tokens.forward(tokenRows), vectors);
    return vectors;
  }

  /** Adds to the gradients, given that of the vectors. */
  void backward(SparseRows idRows, SparseRows tokenRows, FloatMatrix gradient) {
    ids.backward(idRows, gradient);
    tokens.backward(tokenRows, gradient);
  }
}
