package io.cairn.features;

/** How long ago something was. */
final class Ages {
  private static final float MILLIS_PER_DAY = 86_400_000;

  private Ages() {}

  /** Returns the days from one moment to another, at least 0. */
  static float days(long fromMillis, long toMillis) {
    return Math.max(0, toMillis - fromMillis) / MILLIS_PER_DAY;
  }
}
