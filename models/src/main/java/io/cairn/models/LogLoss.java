package io.cairn.models;

import io.cairn.core.FloatMatrix;

/**
 * Sums the log loss of scores, which are log odds, over the known labels; a label above 0 is a yes.
 * For use by one thread.
 */
final class LogLoss {
  private final double[] losses;
  private final double[] weights;

  LogLoss(int objectives) {
    losses = new double[objectives];
    weights = new double[objectives];
  }

  /** Adds the loss of a batch, whose scores are given, shape {@code [rows × objectives]}. */
  void add(FloatMatrix scores, ExampleRows batch) {
    for (int cell = 0; cell < batch.size() * losses.length; cell++) {
      int objective = cell % losses.length;
      int row = cell / losses.length;
      float label = batch.label(row, objective);
      if (!Float.isNaN(label)) {
        double margin = label > 0 ? scores.values()[cell] : -scores.values()[cell];
        double loss = Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0);
        losses[objective] += batch.weight(row) * loss;
        weights[objective] += batch.weight(row);
      }
    }
  }

  /** Returns the mean over the objectives, of those with a known label, of their mean loss. */
  double mean() {
    double sum = 0;
    int known = 0;
    for (int objective = 0; objective < losses.length; objective++) {
      if (weights[objective] > 0) {
        sum += losses[objective] / weights[objective];
        known++;
      }
    }
    return sum / known;
  }

  /**
   * Returns the gradient of the loss for the scores of a batch: the sum over candidates and
   * objectives, divided by the number of candidates.
   *
   * @param scores shape {@code [rows × objectives]}
   * @param unit the weight that counts as 1
   * @param memory is overwritten, if it is large enough
   */
  static FloatMatrix gradient(
      FloatMatrix scores, ExampleRows batch, double unit, FloatMatrix memory) {
    FloatMatrix gradient = Batches.zeros(memory, scores.rows(), scores.columns());
    double share = 1 / (unit * batch.size());
    for (int cell = 0; cell < Batches.cells(scores); cell++) {
      int row = cell / scores.columns();
      float label = batch.label(row, cell % scores.columns());
      if (!Float.isNaN(label)) {
        double probability = 1 / (1 + Math.exp(-scores.values()[cell]));
        double slope = probability - (label > 0 ? 1 : 0);
        gradient.values()[cell] = (float) (slope * batch.weight(row) * share);
      }
    }
    return gradient;
  }
}
