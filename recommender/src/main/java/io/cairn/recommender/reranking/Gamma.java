package io.cairn.recommender.reranking;

/** The gamma function. */
final class Gamma {
  private static final double SHIFT = 8;
  private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

  private Gamma() {}

  /**
   * Returns the logarithm of the gamma function by Stirling's series, to about 1e-10.
   *
   * @param x above 0
   */
  static double log(double x) {
    double product = 1;
    double shifted = x;
    while (shifted < SHIFT) {
      product *= shifted++;
    }
    double square = 1 / (shifted * shifted);
    double series =
        (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square / 1680))) / shifted;
    return (shifted - 0.5) * Math.log(shifted)
        - shifted
        + HALF_LOG_2_PI
        + series
        - Math.log(product);
  }
}
