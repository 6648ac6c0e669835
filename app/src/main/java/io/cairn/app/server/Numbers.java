package io.cairn.app.server;

/** Makes numbers short: most of the cost of writing an answer is printing digits. */
final class Numbers {
  private static final int DIGITS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private Numbers() {}

  /** Returns the number with {@value #DIGITS} significant digits. */
  static double rounded(double number) {
    if (number == 0 || !Double.isFinite(number)) {
      return number;
    }
    int places = DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(number)));
    double scale = Math.pow(10, Math.abs(places));
    return places >= 0 ? Math.rint(number * scale) / scale : Math.rint(number / scale) * scale;
  }

  /** Returns nanoseconds as milliseconds, to the microsecond. */
  static double millis(long nanos) {
    return Math.rint(nanos / (NANOS_PER_MILLI / 1_000)) / 1_000;
  }
}
