package io.cairn.recommender.reranking;

import io.cairn.features.RateFeature;

/**
 * What a value is believed to be, as a density over a line on which posteriors of one kind are
 * compared. Immutable.
 */
sealed interface Posterior {
  /** Returns where about the middle is. */
  double centre();

  /** Returns about how wide it is: nearly all lies within six times that around the centre. */
  double spread();

  /**
   * Returns the density at points of the line; the density at all points sums to about 1 / step.
   */
  double density(Line line, int point);

  /** Returns whether the line ends: below 0 and above a right angle there is nothing. */
  boolean isAngle();

  /**
   * A normal distribution.
   *
   * @param spread the standard deviation, above 0
   */
  record Normal(double centre, double spread) implements Posterior {
    private static final double ROOT = Math.sqrt(2 * Math.PI);

    @Override
    public double density(Line line, int point) {
      double far = (line.at(point) - centre) / spread;
      return Math.exp(-far * far / 2) / (ROOT * spread);
    }

    @Override
    public boolean isAngle() {
      return false;
    }
  }

  /**
   * A Beta distribution of a rate, over the angle whose squared sine the rate is: there its width
   * hardly depends on the rate, about half the inverse root of the observations.
   *
   * @param successes above 0, the first parameter
   * @param failures above 0, the second parameter
   * @param logScale the logarithm of 2 / B(successes, failures)
   * @param centre the angle of the mean
   * @param spread half the inverse root of the observations
   */
  record Beta(double successes, double failures, double logScale, double centre, double spread)
      implements Posterior {
    private static final double LEAST = 1e-3;

    /** Makes the posterior of a rate. */
    static Beta of(RateFeature.Evidence evidence) {
      double a = Math.max(evidence.successes(), LEAST);
      double b = Math.max(evidence.failures(), LEAST);
      double scale = Math.log(2) + Gamma.log(a + b) - Gamma.log(a) - Gamma.log(b);
      double centre = Math.asin(Math.sqrt(a / (a + b)));
      return new Beta(a, b, scale, centre, 0.5 / Math.sqrt(a + b + 1));
    }

    double mean() {
      return successes / (successes + failures);
    }

    @Override
    public double density(Line line, int point) {
      return Math.exp(
          logScale
              + (2 * successes - 1) * line.logSine(point)
              + (2 * failures - 1) * line.logCosine(point));
    }

    @Override
    public boolean isAngle() {
      return true;
    }

    /** Returns the rate below which a share of the distribution lies. */
    double quantile(double share) {
      Line line = Line.around(this);
      double sum = 0;
      for (int point = 0; point < line.size(); point++) {
        sum += density(line, point) * line.step();
        if (sum >= share) {
          double over = (sum - share) / (density(line, point) * line.step());
          double sine = Math.sin(line.at(point) + line.step() * (0.5 - over));
          return sine * sine;
        }
      }
      return 1;
    }

    @Override
    public String toString() {
      return number(successes) + "/" + number(successes + failures);
    }

    private static String number(double number) {
      String text = "%.1f".formatted(number);
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
  }
}
