package io.cairn.features;

import java.util.List;

/** Makes cells of texts and numbers. */
final class Codes {
  private Codes() {}

  /**
   * Returns a whole number in [0, buckets) for the first text, by its hash, which is the same in
   * every process; missing where there is none.
   */
  static float of(List<String> texts, int buckets) {
    return texts.isEmpty() || texts.getFirst().isEmpty()
        ? Float.NaN
        : Math.floorMod(texts.getFirst().hashCode(), buckets);
  }

  /** Returns a number as a cell: the largest there is in place of larger ones; NaN stays. */
  static float finite(double number) {
    return (float) Math.clamp(number, -Float.MAX_VALUE, Float.MAX_VALUE);
  }
}
