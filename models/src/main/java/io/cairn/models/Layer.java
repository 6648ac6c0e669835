package io.cairn.models;

import io.cairn.core.FloatMatrix;

/**
 * One step of a network, from a batch of rows to another. What it returns is its own memory and
 * holds until its next call. For use by one thread.
 */
interface Layer {

  /**
   * Returns the outputs, one row for each of {@code inputs}, and keeps what {@code backward} needs.
   */
  FloatMatrix forward(FloatMatrix inputs);

  /**
   * Adds to the gradients of the layer's parameters, for the inputs of the last {@code forward}.
   *
   * @param gradient of the loss for the outputs, in their shape; not changed
   * @return the gradient for the inputs, in their shape
   */
  FloatMatrix backward(FloatMatrix gradient);
}
