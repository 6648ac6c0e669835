package io.cairn.models;

import io.cairn.core.FloatMatrix;

/** Lets through what is above 0: {@code Y = max(X, 0)}. For use by one thread. */
final class ReluLayer implements Layer {
  private FloatMatrix outputs = FloatMatrix.zeros(0, 0);
  private FloatMatrix inputGradient = FloatMatrix.zeros(0, 0);

  @Override
  public FloatMatrix forward(FloatMatrix inputs) {
    outputs = outputs.resized(inputs.rows(), inputs.columns());
    float[] from = inputs.values();
    float[] to = outputs.values();
    for (int cell = 0; cell < Batches.cells(inputs); cell++) {
      to[cell] = Math.max(from[cell], 0);
    }
    return outputs;
  }

  @Override
  public FloatMatrix backward(FloatMatrix gradient) {
    inputGradient = inputGradient.resized(gradient.rows(), gradient.columns());
    float[] from = gradient.values();
    float[] open = outputs.values();
    float[] to = inputGradient.values();
    for (int cell = 0; cell < Batches.cells(gradient); cell++) {
      to[cell] = open[cell] > 0 ? from[cell] : 0;
    }
    return inputGradient;
  }
}
