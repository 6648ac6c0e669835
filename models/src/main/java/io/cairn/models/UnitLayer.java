package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;

/**
 * Scales each row to length 1: {@code y = x / |x|}; a row of zeros stays as it is. For use by one
 * thread.
 */
final class UnitLayer implements Layer {
  private FloatMatrix outputs = FloatMatrix.zeros(0, 0);
  private FloatMatrix inputGradient = FloatMatrix.zeros(0, 0);
  private float[] scales = new float[0];

  @Override
  public FloatMatrix forward(FloatMatrix inputs) {
    int width = inputs.columns();
    outputs = Batches.zeros(outputs, inputs.rows(), width);
    scales = scales.length >= inputs.rows() ? scales : new float[inputs.rows()];
    for (int row = 0; row < inputs.rows(); row++) {
      scales[row] = scale(inputs.values(), row * width, width);
      Kernel.FASTEST.axpy(
          scales[row], inputs.values(), row * width, outputs.values(), row * width, width);
    }
    return outputs;
  }

  /** Returns 1 over the length of a vector; 0 for one of zeros. */
  static float scale(float[] vector, int from, int width) {
    double square = Kernel.FASTEST.dot(vector, from, vector, from, width);
    return square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
  }

  /* ∂y/∂x = (I - y yᵀ) / |x|. */
  @Override
  public FloatMatrix backward(FloatMatrix gradient) {
    int width = gradient.columns();
    inputGradient = Batches.zeros(inputGradient, gradient.rows(), width);
    for (int row = 0; row < gradient.rows(); row++) {
      int at = row * width;
      float along = Kernel.FASTEST.dot(gradient.values(), at, outputs.values(), at, width);
      Kernel.FASTEST.axpy(scales[row], gradient.values(), at, inputGradient.values(), at, width);
      Kernel.FASTEST.axpy(
          -scales[row] * along, outputs.values(), at, inputGradient.values(), at, width);
    }
    return inputGradient;
  }
}
