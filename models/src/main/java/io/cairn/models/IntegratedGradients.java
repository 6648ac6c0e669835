package io.cairn.models;

import io.cairn.core.FloatMatrix;

/**
 * Divides a network's score among its inputs: input times the mean of its gradient on the straight
 * way from 0, which is the mean of a numeric column, to the row. The mean is taken over some points
 * of the way, so the parts do not quite add up to the difference of the scores; what is left is
 * divided in proportion to their sizes.
 *
 * @see <a href="https://arxiv.org/abs/1703.01365">Sundararajan, Taly, Yan. Axiomatic Attribution
 *     for Deep Networks. ICML 2017, equation 1</a>
 */
final class IntegratedGradients {
  private static final int POINTS = 32;

  private final DcnNetwork network;
  private final int objective;

  /**
   * Prepares.
   *
   * @param objective which output is divided
   */
  IntegratedGradients(DcnNetwork network, int objective) {
    this.network = network;
    this.objective = objective;
  }

  /** Returns the scores of rows of inputs, shape {@code [inputs.rows()]}. */
  float[] scores(FloatMatrix inputs) {
    FloatMatrix outputs = network.forward(inputs);
    float[] scores = new float[inputs.rows()];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = outputs.at(row, objective);
    }
    return scores;
  }

  /**
   * Returns the parts, in the shape of {@code inputs}: those of a row add up to its score less that
   * of zeros.
   */
  FloatMatrix parts(FloatMatrix inputs) {
    float start = scores(FloatMatrix.zeros(1, inputs.columns()))[0];
    FloatMatrix slopes = FloatMatrix.zeros(inputs.rows(), inputs.columns());
    FloatMatrix point = FloatMatrix.zeros(inputs.rows(), inputs.columns());
    for (int at = 0; at < POINTS; at++) {
      float way = (at + .5f) / POINTS;
      for (int cell = 0; cell < Batches.cells(inputs); cell++) {
        point.values()[cell] = way * inputs.values()[cell];
      }
      Batches.add(slopes(point), slopes);
    }
    FloatMatrix parts = FloatMatrix.zeros(inputs.rows(), inputs.columns());
    Batches.addProduct(inputs, slopes, parts);
    float[] scores = scores(inputs);
    for (int row = 0; row < scores.length; row++) {
      complete(parts, row, scores[row] - start);
    }
    return parts;
  }

  private FloatMatrix slopes(FloatMatrix point) {
    FloatMatrix outputs = network.forward(point);
    FloatMatrix gradient = FloatMatrix.zeros(outputs.rows(), outputs.columns());
    for (int row = 0; row < outputs.rows(); row++) {
      gradient.values()[row * outputs.columns() + objective] = 1f / POINTS;
    }
    return network.backward(gradient);
  }

  /** Makes the parts of a row add up to what they should. */
  private static void complete(FloatMatrix parts, int row, float wanted) {
    double sum = 0;
    double size = 0;
    for (int input = 0; input < parts.columns(); input++) {
      sum += parts.at(row, input);
      size += Math.abs(parts.at(row, input));
    }
    double share = size > 0 ? (wanted - sum) / size : 0;
    for (int input = 0; input < parts.columns(); input++) {
      float part = parts.at(row, input);
      parts.values()[row * parts.columns() + input] = (float) (part + share * Math.abs(part));
    }
  }
}
