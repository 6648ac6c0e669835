package io.cairn.models;

import io.cairn.core.FloatMatrix;

/**
 * Multiplies every input with a linear map of the layer before: {@code Y = X₀ ⊙ (X W + b) + X}. For
 * use by one thread.
 *
 * @see <a href="https://arxiv.org/abs/2008.13535">Wang et al. DCN V2. WWW 2021, equation 1</a>
 */
final class CrossLayer {
  private final DenseLayer map;
  private FloatMatrix first = FloatMatrix.zeros(0, 0);
  private FloatMatrix mapped = FloatMatrix.zeros(0, 0);
  private FloatMatrix outputs = FloatMatrix.zeros(0, 0);
  private FloatMatrix mappedGradient = FloatMatrix.zeros(0, 0);

  /** Makes a layer over its linear map, from as many inputs to as many outputs. */
  CrossLayer(DenseLayer map) {
    this.map = map;
  }

  /**
   * Returns Y, which holds until the next call.
   *
   * @param first X₀, the inputs of the network
   * @param inputs X, the outputs of the layer before; the first layer's are X₀
   */
  FloatMatrix forward(FloatMatrix first, FloatMatrix inputs) {
    this.first = first;
    mapped = map.forward(inputs);
    outputs = Batches.zeros(outputs, inputs.rows(), inputs.columns());
    Batches.add(inputs, outputs);
    Batches.addProduct(first, mapped, outputs);
    return outputs;
  }

  /**
   * Returns the gradient for X and adds to those of the parameters and of X₀.
   *
   * @param gradient of the loss for Y
   * @param firstGradient of the loss for X₀ as one of two arguments
   */
  FloatMatrix backward(FloatMatrix gradient, FloatMatrix firstGradient) {
    Batches.addProduct(gradient, mapped, firstGradient);
    mappedGradient = Batches.zeros(mappedGradient, gradient.rows(), gradient.columns());
    Batches.addProduct(gradient, first, mappedGradient);
    FloatMatrix inputGradient = map.backward(mappedGradient);
    Batches.add(gradient, inputGradient);
    return inputGradient;
  }
}
