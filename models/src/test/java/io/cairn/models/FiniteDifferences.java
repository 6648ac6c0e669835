package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.FloatMatrix;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Compares gradients with what a loss does when a number moves a little. */
final class FiniteDifferences {
  private static final float MOVE = 1e-2f;

  private FiniteDifferences() {}

  /** Checks the gradient of a loss for each of the numbers it is computed from. */
  static void check(float[] gradient, float[] numbers, DoubleSupplier loss) {
    double difference = 0;
    double size = 0;
    for (int at = 0; at < numbers.length; at++) {
      double slope = slope(numbers, at, loss);
      difference += Math.pow(slope - gradient[at], 2);
      size += Math.pow(slope, 2);
    }
    assertThat(size).isPositive();
    assertThat(Math.sqrt(difference / size)).isLessThan(1e-2);
  }

  private static double slope(float[] numbers, int at, DoubleSupplier loss) {
    float before = numbers[at];
    numbers[at] = before + MOVE;
    double above = loss.getAsDouble();
    numbers[at] = before - MOVE;
    double below = loss.getAsDouble();
    numbers[at] = before;
    return (above - below) / ((before + MOVE) - (before - MOVE));
  }

  /** Returns a loss that is linear in a batch, with the given gradient. */
  static double linear(FloatMatrix batch, FloatMatrix gradient) {
    double sum = 0;
    for (int cell = 0; cell < Batches.cells(batch); cell++) {
      sum += (double) batch.values()[cell] * gradient.values()[cell];
    }
    return sum;
  }

  static FloatMatrix random(int rows, int columns, long seed) {
    return FloatMatrix.of(floats(rows * columns, seed), rows, columns);
  }

  static float[] floats(int length, long seed) {
    Random random = new Random(seed);
    float[] floats = new float[length];
    for (int at = 0; at < length; at++) {
      floats[at] = (float) random.nextGaussian();
    }
    return floats;
  }
}
