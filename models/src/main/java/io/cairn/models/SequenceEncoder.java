package io.cairn.models;

/** Makes a vector of a sequence, forwards only. Immutable. */
sealed interface SequenceEncoder permits TransformerEncoder, GruEncoder {

  /**
   * Returns what is said after the last item.
   *
   * @param row one row of at least one item, of which the last ones are looked at
   * @return a fresh array, shape {@code [factors]}
   */
  float[] last(SequenceLearner.Inputs row);
}
