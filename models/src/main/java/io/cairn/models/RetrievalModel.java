package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Says how much each item fits a history. Immutable, and safe for use by multiple threads.
 *
 * <p>Items are columns in [0, {@link #items()}); which item a column is, is told by the vocabulary
 * that is kept beside the model.
 */
public interface RetrievalModel {

  /** Returns the number of items it knows. */
  int items();

  /**
   * Scores every item for the history, higher is better, the history's own items included. An item
   * of which the model has nothing to say scores 0 or less than any that it would propose.
   *
   * @return a fresh array, shape {@code [items()]}
   */
  float[] score(History history);

  /** Writes the parameters in the form that its codec reads back. */
  void write(DataOutput out) throws IOException;
}
