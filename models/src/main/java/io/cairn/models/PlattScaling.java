package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;

/**
 * The logistic curve {@code 1 / (1 + exp(-(slope · score + offset)))}. It has two parameters, and
 * suits few examples. A slope that would fall is 0: then the scores say nothing.
 *
 * @param slope at least 0
 * @param offset in units of log-odds
 * @see <a href="https://doi.org/10.1007/s10994-007-5018-6">Lin, Lin, Weng. A Note on Platt's
 *     Probabilistic Outputs for Support Vector Machines. Machine Learning 2007</a>
 */
record PlattScaling(double slope, double offset) implements Calibration {
  static final String KIND = "platt";
  static final int FORM = 1;

  private static final int STEPS = 50;
  private static final double REGULARIZATION = 1e-9;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is not finite, or the slope is negative
   */
  PlattScaling {
    Checks.notNegative("slope", slope);
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException("offset must be finite, was " + offset);
    }
  }

  /**
   * Fits the curve to examples that the model was not trained with. As in the paper, a yes counts
   * as {@code (y + 1) / (y + 2)} and a no as {@code 1 / (n + 2)}, where y and n are the weights of
   * all yes and all no.
   *
   * @param scores what the model said of each, finite
   * @param labels above 0 is a yes, {@link Float#NaN} where it is not known
   * @param weights how much each counts, at least 0
   * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, or no
   *     example has weight and a known label
   */
  static PlattScaling fit(float[] scores, float[] labels, float[] weights) {
    ScoredLabels sorted = ScoredLabels.of(scores, labels, weights);
    double yes = 0;
    double no = 0;
    double mean = 0;
    for (int at = 0; at < sorted.size(); at++) {
      yes += sorted.isYes()[at] ? sorted.weights()[at] : 0;
      no += sorted.isYes()[at] ? 0 : sorted.weights()[at];
      mean += sorted.scores()[at] / sorted.size();
    }
    double spread = sorted.scores()[sorted.size() - 1] - sorted.scores()[0];
    double scale = spread > 0 ? 1 / spread : 0;
    Targets targets = new Targets((yes + 1) / (yes + 2), 1 / (no + 2));
    float[] fitted = fit(sorted, mean, scale, targets);
    double slope = fitted[0] * scale;
    if (slope >= 0) {
      return new PlattScaling(slope, fitted[1] - slope * mean);
    }
    double share = (yes * targets.yes + no * targets.no) / (yes + no);
    return new PlattScaling(0, Math.log(share / (1 - share)));
  }

  /** What a yes and a no count as. */
  private record Targets(double yes, double no) {}

  private static float[] fit(ScoredLabels sorted, double mean, double scale, Targets targets) {
    LogisticFit fit = new LogisticFit(1, REGULARIZATION);
    for (int step = 0; step < STEPS && fit.epochsWithoutGain() < 2; step++) {
      forEachRow(sorted, mean, scale, targets, fit::learn);
      fit.step();
      forEachRow(sorted, mean, scale, targets, fit::judge);
      fit.keepIfBetter();
    }
    return fit.bestWeights();
  }

  /** What is done with a row, once as a yes and once as a no. */
  @FunctionalInterface
  private interface RowUse {
    void use(double[] row, boolean isYes, double weight);
  }

  private static void forEachRow(
      ScoredLabels sorted, double mean, double scale, Targets targets, RowUse use) {
    double[] row = {0, 1};
    for (int at = 0; at < sorted.size(); at++) {
      double target = sorted.isYes()[at] ? targets.yes : targets.no;
      row[0] = (sorted.scores()[at] - mean) * scale;
      use.use(row, true, sorted.weights()[at] * target);
      use.use(row, false, sorted.weights()[at] * (1 - target));
    }
  }

  static PlattScaling read(ModelReader in) throws IOException {
    double slope = in.readDouble();
    double offset = in.readDouble();
    if (!(slope >= 0) || Double.isInfinite(slope) || !Double.isFinite(offset)) {
      throw ModelReader.damaged("a slope of %s and an offset of %s".formatted(slope, offset));
    }
    return new PlattScaling(slope, offset);
  }

  @Override
  public double probability(double score) {
    return 1 / (1 + Math.exp(-(slope * score + offset)));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeDouble(slope);
    writer.writeDouble(offset);
  }
}
