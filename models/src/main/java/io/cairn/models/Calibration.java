package io.cairn.models;

import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Turns the scores of one objective into probabilities of a yes, so that scores of different
 * objectives can be put together. A higher score never gets a lower probability. Immutable, and
 * safe for use by multiple threads.
 */
public sealed interface Calibration permits IsotonicCalibration, PlattScaling {

  /**
   * Returns the logistic curve {@code 1 / (1 + exp(-(slope · score + offset)))}.
   *
   * @param slope at least 0
   * @param offset in units of log-odds
   * @throws IllegalArgumentException if one is not finite, or the slope is negative
   */
  static Calibration platt(double slope, double offset) {
    return new PlattScaling(slope, offset);
  }

  /**
   * Fits a logistic curve to examples that the model was not trained with: it has two parameters,
   * and suits few examples.
   *
   * @param scores what the model said of each, finite
   * @param labels above 0 is a yes, {@link Float#NaN} where it is not known
   * @param weights how much each counts, at least 0
   * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, or no
   *     example has weight and a known label
   */
  static Calibration fitPlatt(float[] scores, float[] labels, float[] weights) {
    return PlattScaling.fit(scores, labels, weights);
  }

  /**
   * Fits the rising curve with the least squared error to examples that the model was not trained
   * with: it suits any shape, and wants some thousands of them.
   *
   * @param scores what the model said of each, finite
   * @param labels above 0 is a yes, {@link Float#NaN} where it is not known
   * @param weights how much each counts, at least 0
   * @throws IllegalArgumentException if the arrays differ in length, a score is not finite, or no
   *     example has weight and a known label
   */
  static Calibration fitIsotonic(float[] scores, float[] labels, float[] weights) {
    return IsotonicCalibration.fit(scores, labels, weights);
  }

  /**
   * Returns the probability of a yes, in [0, 1].
   *
   * @param score a finite number
   */
  double probability(double score);

  /** Writes the numbers in the form that {@link #read} reads. */
  void write(DataOutput out) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @param in is read to {@code bytes} bytes from here, and stays open
   * @throws IllegalArgumentException if the bytes are something else, damaged or cut off
   * @throws UncheckedIOException if reading fails
   */
  static Calibration read(InputStream in, long bytes) {
    return ModelReader.readAll(
        in,
        bytes,
        Calibration::form,
        (reader, kind) ->
            kind.equals(PlattScaling.KIND)
                ? PlattScaling.read(reader)
                : IsotonicCalibration.read(reader));
  }

  private static int form(String kind) {
    return switch (kind) {
      case IsotonicCalibration.KIND -> IsotonicCalibration.FORM;
      case PlattScaling.KIND -> PlattScaling.FORM;
      default -> throw ModelReader.damaged("its kind is " + kind + ", which is no calibration's");
    };
  }
}
