package io.cairn.features;

import java.util.List;

/** Numbers texts by their hash, which is the same in every process. */
final class Codes {
  private Codes() {}

  /** Returns a whole number in [0, buckets) for the first text; missing where there is none. */
  static float of(List<String> texts, int buckets) {
    return texts.isEmpty() || texts.getFirst().isEmpty()
        ? Float.NaN
        : Math.floorMod(texts.getFirst().hashCode(), buckets);
  }
}
