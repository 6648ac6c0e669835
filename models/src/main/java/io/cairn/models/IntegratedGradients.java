package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;

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
  private static final int ROWS_AT_ONCE = 16;

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
    float[] scores = scores(inputs);
    FloatMatrix parts = FloatMatrix.zeros(inputs.rows(), inputs.columns());
    for (int row = 0; row < inputs.rows(); row += ROWS_AT_ONCE) {
      addParts(inputs, row, Math.min(row + ROWS_AT_ONCE, inputs.rows()), parts);
    }
    for (int row = 0; row < scores.length; row++) {
      complete(parts, row, scores[row] - start);
    }
    return parts;
  }

  /** Follows the ways of some rows at once. */
  private void addParts(FloatMatrix inputs, int first, int last, FloatMatrix parts) {
    int columns = inputs.columns();
    FloatMatrix points = FloatMatrix.zeros((last - first) * POINTS, columns);
    for (int point = 0; point < points.rows(); point++) {
      float way = (point % POINTS + .5f) / POINTS;
      int row = first + point / POINTS;
      Kernel.FASTEST.axpy(
          way, inputs.values(), row * columns, points.values(), point * columns, columns);
    }
    FloatMatrix slopes = slopes(points);
    for (int point = 0; point < points.rows(); point++) {
      int row = first + point / POINTS;
      for (int input = 0; input < columns; input++) {
        parts.values()[row * columns + input] += slopes.at(point, input) * inputs.at(row, input);
      }
    }
  }

  private FloatMatrix slopes(FloatMatrix points) {
    FloatMatrix outputs = network.forward(points);
    FloatMatrix gradient = FloatMatrix.zeros(outputs.rows(), outputs.columns());
    for (int point = 0; point < outputs.rows(); point++) {
      gradient.values()[point * outputs.columns() + objective] = 1f / POINTS;
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
