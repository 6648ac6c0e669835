package io.cairn.features;

import java.util.List;

/** Makes cells of texts and numbers. */
final class Numbers {
  private Numbers() {}

  /**
   * Returns a whole number in [0, buckets) for the first text, by its hash, which is the same in
   * every process; missing where there is none.
   */
  static float code(List<String> texts, int buckets) {
    return texts.isEmpty() || texts.getFirst().isEmpty()
        ? Float.NaN
        : Math.floorMod(texts.getFirst().hashCode(), buckets);
  }

  /**
   * Returns {@code ln(1 + count)}.
   *
   * @param count at least 0
   */
  static float logarithm(double count) {
    return (float) Math.log(1 + count); // log1p is slow, and more exact than a float can tell
  }

  /** Returns a number as a cell: the largest there is in place of larger ones; NaN stays. */
  static float finite(double number) {
    return (float) Math.clamp(number, -Float.MAX_VALUE, Float.MAX_VALUE);
  }
}
