package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import io.cairn.core.MatrixProduct;
import java.util.List;

/** A linear map: {@code Y = X W + b}. For use by one thread. */
final class DenseLayer implements Layer {
  private final MatrixProduct product;
  private final Parameter weights;
  private final Parameter bias;
  private final int width;
  private FloatMatrix inputs = FloatMatrix.zeros(0, 0);
  private FloatMatrix outputs = FloatMatrix.zeros(0, 0);
  private FloatMatrix inputGradient = FloatMatrix.zeros(0, 0);

  /**
   * Makes a layer over its numbers.
   *
   * @param weights W, row-major, shape {@code [inputs × outputs]}; shared
   * @param bias b, shape {@code [outputs]}; shared
   */
  DenseLayer(MatrixProduct product, float[] weights, float[] bias) {
    this.product = product;
    this.weights = Parameter.weights(weights);
    this.bias = Parameter.bias(bias);
    width = bias.length;
  }

  /** Returns W and b. */
  List<Parameter> parameters() {
    return List.of(weights, bias);
  }

  @Override
  public FloatMatrix forward(FloatMatrix inputs) {
    this.inputs = inputs;
    outputs = outputs.resized(inputs.rows(), width);
    for (int row = 0; row < inputs.rows(); row++) {
      System.arraycopy(bias.values(), 0, outputs.values(), row * width, width);
    }
    product.add(inputs, matrix(weights.values()), outputs);
    return outputs;
  }

  @Override
  public FloatMatrix backward(FloatMatrix gradient) {
    product.add(inputs.transposed(), gradient, matrix(weights.gradient()));
    for (int row = 0; row < gradient.rows(); row++) {
      Kernel.FASTEST.axpy(1, gradient.values(), row * width, bias.gradient(), 0, width);
    }
    inputGradient = Batches.zeros(inputGradient, inputs.rows(), inputs.columns());
    product.add(gradient, matrix(weights.values()).transposed(), inputGradient);
    return inputGradient;
  }

  private FloatMatrix matrix(float[] values) {
    return FloatMatrix.of(values, values.length / width, width);
  }
}
