package io.cairn.models;

import io.cairn.core.FloatMatrix;
import java.util.List;

/**
 * Cross layers one after the other: l of them make polynomials of the inputs up to degree {@code l
 * + 1}; none of them leave the inputs as they are. For use by one thread.
 */
final class CrossNetwork implements Layer {
  private final List<CrossLayer> layers;
  private FloatMatrix firstGradient = FloatMatrix.zeros(0, 0);

  CrossNetwork(List<CrossLayer> layers) {
    this.layers = layers;
  }

  @Override
  public FloatMatrix forward(FloatMatrix inputs) {
    FloatMatrix outputs = inputs;
    for (CrossLayer layer : layers) {
      outputs = layer.forward(inputs, outputs);
    }
    return outputs;
  }

  @Override
  public FloatMatrix backward(FloatMatrix gradient) {
    firstGradient = Batches.zeros(firstGradient, gradient.rows(), gradient.columns());
    FloatMatrix inputGradient = gradient;
    for (CrossLayer layer : layers.reversed()) {
      inputGradient = layer.backward(inputGradient, firstGradient);
    }
    Batches.add(inputGradient, firstGradient);
    return firstGradient;
  }
}
