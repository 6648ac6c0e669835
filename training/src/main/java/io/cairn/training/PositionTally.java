package io.cairn.training;

import io.cairn.models.ExampleList;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Clicks by position, and how many there would have been if everybody had looked. For use by one
 * thread.
 */
final class PositionTally {

  /*
   * The propensity of position k is clicks[k] / expected[k]. To both is added what SMOOTHING clicks
   * at the propensity of the position before would be, which is then the propensity of a position
   * without looks.
   */

  /** How many clicks the position before speaks for. */
  private static final double SMOOTHING = 5;

  private double[] clicks = new double[16];
  private double[] expected = new double[16];
  private int positions;
  private long lists;
  private boolean hasUnclicked;

  /**
   * Adds a list.
   *
   * @param relevance by row, the probability of a click on a candidate that is looked at
   */
  void add(ExampleList list, IntToDoubleFunction relevance) {
    for (int row = 0; row < list.weights().length; row++) {
      float label = list.label(0, row);
      float weight = list.weights()[row];
      if (!Float.isNaN(label) && weight > 0) {
        reach(row + 1);
        clicks[row] += label > 0 ? weight : 0;
        expected[row] += weight * relevance.applyAsDouble(row);
        hasUnclicked |= !(label > 0);
      }
    }
    lists++;
  }

  private void reach(int position) {
    if (position > clicks.length) {
      clicks = Arrays.copyOf(clicks, 2 * position);
      expected = Arrays.copyOf(expected, 2 * position);
    }
    positions = Math.max(positions, position);
  }

  long lists() {
    return lists;
  }

  /**
   * Returns the propensities, relative to the first.
   *
   * @throws IllegalArgumentException if nothing was clicked on at position 1, or everything was
   */
  PositionBias bias() {
    check();
    float[] propensities = new float[positions];
    double first = clicks[0] / expected[0];
    double before = first;
    for (int position = 0; position < positions; position++) {
      before = (clicks[position] + SMOOTHING) / (expected[position] + SMOOTHING / before);
      propensities[position] = (float) (before / first);
    }
    return new PositionBias(propensities);
  }

  private void check() {
    if (lists == 0) {
      throw new IllegalArgumentException(
          "there are no lists to estimate position bias from: wait for more, or choose a longer time");
    }
    if (!(clicks[0] > 0)) {
      throw new IllegalArgumentException(
          "none of %d lists has a click at position 1, to which the others are compared: wait for more, or choose a longer time"
              .formatted(lists));
    }
    if (!hasUnclicked) {
      throw new IllegalArgumentException(
          "all candidates of %d lists are clicked on: position bias shows only in lists with all that was shown"
              .formatted(lists));
    }
  }
}
