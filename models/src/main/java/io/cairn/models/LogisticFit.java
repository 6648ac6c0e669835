package io.cairn.models;

import io.cairn.core.Progress;
import io.cairn.core.SymmetricMatrix;
import java.util.Arrays;

/** The weights of one objective while they are being learned. For use by one thread. */
final class LogisticFit {

  /*
   * Newton's method on  Σ w · log loss + λ/2 Σ β²  over the weights β, where the last, the
   * intercept, is not regularised. A pass over the rows sums the gradient g and the curvature
   *
   *     g = Σ w (p - y) x + λ β        H = Σ w p (1 - p) x transpose(x) + λ I
   *
   * and the step is β - H⁻¹ g. If that made the loss worse, the next step goes back half the way
   * instead.
   */

  private static final double LEAST_GAIN = 1e-6;

  private final double regularization;
  private final double[] weights;
  private final double[] gradient;
  private final double[][] curvature;
  private double[] lastWeights;
  private double lastLoss = Double.POSITIVE_INFINITY;
  private double loss;

  private double[] bestWeights;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int epochsWithoutGain;
  private double judgedLoss;
  private double judgedWeight;

  /** Starts with weights of 0. */
  LogisticFit(int columns, double regularization) {
    this.regularization = regularization;
    weights = new double[columns + 1];
    gradient = new double[columns + 1];
    curvature = new double[columns + 1][];
    Arrays.setAll(curvature, row -> new double[row + 1]);
    lastWeights = weights.clone();
    bestWeights = weights.clone();
  }

  /**
   * Adds a row to the next step.
   *
   * @param row standardised, shape {@code [columns + 1]}, the last 1
   */
  void learn(double[] row, boolean isYes, double weight) {
    double score = score(row);
    double probability = 1 / (1 + Math.exp(-score));
    loss += weight * logLoss(score, isYes);
    double slope = weight * (probability - (isYes ? 1 : 0));
    double bend = weight * probability * (1 - probability);
    for (int one = 0; one < row.length; one++) {
      gradient[one] += slope * row[one];
      double factor = bend * row[one];
      for (int other = 0; other <= one && factor != 0; other++) {
        curvature[one][other] += factor * row[other];
      }
    }
  }

  /** Moves the weights by what was learned since the last step. */
  void step() {
    for (int column = 0; column < weights.length - 1; column++) {
      loss += regularization / 2 * weights[column] * weights[column];
    }
    if (loss > lastLoss) {
      Arrays.setAll(weights, column -> (weights[column] + lastWeights[column]) / 2);
    } else {
      lastLoss = loss;
      lastWeights = weights.clone();
      moveByNewton();
    }
    loss = 0;
    Arrays.fill(gradient, 0);
    for (double[] row : curvature) {
      Arrays.fill(row, 0);
    }
  }

  private void moveByNewton() {
    int size = weights.length;
    SymmetricMatrix inverse = new SymmetricMatrix(size);
    for (int one = 0; one < size; one++) {
      for (int other = 0; other <= one; other++) {
        double added = one != other ? 0 : one < size - 1 ? regularization : LEAST_GAIN;
        inverse.set(one, other, curvature[one][other] + added);
      }
      gradient[one] += one < size - 1 ? regularization * weights[one] : 0;
    }
    inverse.invert(Progress.NONE);
    for (int one = 0; one < size; one++) {
      for (int other = 0; other < size; other++) {
        weights[one] -= inverse.at(one, other) * gradient[other];
      }
    }
  }

  /** Adds a row to the loss by which the weights are judged. */
  void judge(double[] row, boolean isYes, double weight) {
    judgedLoss += weight * logLoss(score(row), isYes);
    judgedWeight += weight;
  }

  /** Keeps the weights if the rows that judged them had less loss than ever. */
  void keepIfBetter() {
    double mean = judgedLoss / judgedWeight;
    epochsWithoutGain = mean < bestLoss * (1 - LEAST_GAIN) ? 0 : epochsWithoutGain + 1;
    if (mean < bestLoss) {
      bestLoss = mean;
      bestWeights = weights.clone();
    }
    judgedLoss = 0;
    judgedWeight = 0;
  }

  int epochsWithoutGain() {
    return epochsWithoutGain;
  }

  double bestLoss() {
    return bestLoss;
  }

  /** Returns the weights that were kept, the intercept last. */
  float[] bestWeights() {
    float[] floats = new float[bestWeights.length];
    for (int column = 0; column < floats.length; column++) {
      floats[column] = (float) bestWeights[column];
    }
    return floats;
  }

  private double score(double[] row) {
    double score = 0;
    for (int column = 0; column < row.length; column++) {
      score += weights[column] * row[column];
    }
    return score;
  }

  /** Returns {@code ln(1 + exp(∓score))} without overflow. */
  private static double logLoss(double score, boolean isYes) {
    double margin = isYes ? score : -score;
    return Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0);
  }
}
