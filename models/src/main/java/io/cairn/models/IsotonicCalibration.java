package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The rising curve with the least squared error: steps, by pooling adjacent violators, with
 * straight lines between them. It suits any shape, and wants some thousands of examples.
 *
 * @see <a href="https://doi.org/10.1145/775047.775151">Zadrozny, Elkan. Transforming Classifier
 *     Scores into Accurate Multiclass Probability Estimates. KDD 2002</a>
 */
final class IsotonicCalibration implements Calibration {
  static final String KIND = "isotonic";
  static final int FORM = 1;

  private final float[] scores;
  private final float[] probabilities;

  private IsotonicCalibration(float[] scores, float[] probabilities) {
    this.scores = scores;
    this.probabilities = probabilities;
  }

  /**
   * Fits the curve to examples that the model was not trained with.
   *
   * @param scores what the model said of each, finite
   * @param labels above 0 is a yes, {@link Float#NaN} where it is not known
   * @param weights how much each counts, at least 0
   * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, or no
   *     example has weight and a known label
   */
  static IsotonicCalibration fit(float[] scores, float[] labels, float[] weights) {
    Pools pools = new Pools(ScoredLabels.of(scores, labels, weights));
    return pools.curve();
  }

  static IsotonicCalibration read(ModelReader in) throws IOException {
    int points = in.readCount();
    float[] scores = in.readFiniteFloats(points);
    float[] probabilities = in.readFiniteFloats(points);
    boolean isCurve = points > 0 && rises(scores) && rises(probabilities);
    if (!isCurve || probabilities[0] < 0 || probabilities[points - 1] > 1) {
      throw ModelReader.damaged("a curve that does not rise from 0 to 1");
    }
    return new IsotonicCalibration(scores, probabilities);
  }

  private static boolean rises(float[] numbers) {
    for (int at = 1; at < numbers.length; at++) {
      if (numbers[at] < numbers[at - 1]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double probability(double score) {
    int place = Arrays.binarySearch(scores, (float) score);
    if (place >= 0) {
      return probabilities[place];
    }
    int above = -place - 1;
    if (above == 0 || above == scores.length) {
      return probabilities[above == 0 ? 0 : above - 1];
    }
    double width = (double) scores[above] - scores[above - 1];
    double part = Math.clamp((score - scores[above - 1]) / width, 0, 1);
    double rise = (double) probabilities[above] - probabilities[above - 1];
    return probabilities[above - 1] + part * rise;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeInt(scores.length);
    writer.writeFloats(scores);
    writer.writeFloats(probabilities);
  }

  /** Neighbouring scores with one probability. */
  private static final class Pools {
    private final double[] firsts;
    private final double[] lasts;
    private final double[] weights;
    private final double[] means;
    private int size;

    Pools(ScoredLabels labels) {
      firsts = new double[labels.size()];
      lasts = new double[labels.size()];
      weights = new double[labels.size()];
      means = new double[labels.size()];
      for (int at = 0; at < labels.size(); at++) {
        firsts[size] = labels.scores()[at];
        lasts[size] = labels.scores()[at];
        weights[size] = labels.weights()[at];
        means[size++] = labels.isYes()[at] ? 1 : 0;
        while (size > 1 && isViolated()) {
          pool();
        }
      }
    }

    /** Returns whether the last pool is not above the one before, or has the same score. */
    private boolean isViolated() {
      return means[size - 1] <= means[size - 2] || firsts[size - 1] == lasts[size - 2];
    }

    private void pool() {
      size--;
      double weight = weights[size - 1] + weights[size];
      means[size - 1] += (means[size] - means[size - 1]) * weights[size] / weight;
      weights[size - 1] = weight;
      lasts[size - 1] = lasts[size];
    }

    /** Returns the curve through the ends of the pools. */
    IsotonicCalibration curve() {
      float[] scores = new float[2 * size];
      float[] probabilities = new float[2 * size];
      int points = 0;
      for (int pool = 0; pool < size; pool++) {
        scores[points] = (float) firsts[pool];
        probabilities[points++] = (float) means[pool];
        if (lasts[pool] > firsts[pool]) {
          scores[points] = (float) lasts[pool];
          probabilities[points++] = (float) means[pool];
        }
      }
      return new IsotonicCalibration(
          Arrays.copyOf(scores, points), Arrays.copyOf(probabilities, points));
    }
  }
}
