package io.cairn.neural;

import ai.djl.ndarray.NDArray;

/**
 * An encoder as PyTorch computes it, with gradients. What it computes is the same as what a model
 * of {@code io.cairn.models} does. Immutable.
 */
sealed interface SequenceNetwork permits TransformerNetwork, GruNetwork {

  /** Returns what is said after each cell, shape [rows, width, factors]; anything for padding. */
  NDArray hidden(Tensors tensors, Batch batch);
}
