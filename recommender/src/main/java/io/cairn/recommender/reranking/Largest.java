package io.cairn.recommender.reranking;

import java.util.Arrays;
import java.util.List;

/**
 * With which probability each of some independent posteriors would have the largest value, were one
 * drawn from each: the sum over the points of a line of the density of one and the shares of all
 * others below.
 */
final class Largest {

  /*
   * What lies below the line cannot be the largest; it is the share that is missing on the line.
   * Within a step draws are taken to be in the middle, so that half of a step is below. As
   * densities are smooth and steps about as wide as the narrowest posterior that counts,
   * the sums are near the integrals; as candidates are drawn with these very numbers, propensities
   * are exact however near they are.
   */

  private Largest() {}

  /**
   * Returns the probabilities.
   *
   * @param posteriors at least one, all of one kind
   * @return shape {@code [posteriors.size()]}, sums to 1
   */
  static double[] chances(List<? extends Posterior> posteriors) {
    int n = posteriors.size();
    Line line = Line.ofLargest(posteriors);
    double[][] shares = new double[n][];
    double[] below = new double[n];
    double[] all = new double[line.size()];
    Arrays.fill(all, 1);
    for (int one = 0; one < n; one++) {
      Posterior posterior = posteriors.get(one);
      shares[one] = shares(posterior, line);
      below[one] = 1 - sum(shares[one]);
      double sum = below[one];
      for (int point = 0; point < shares[one].length; point++) {
        all[point] *= sum + shares[one][point] / 2;
        sum += shares[one][point];
      }
    }
    double[] wins = new double[n];
    for (int one = 0; one < n; one++) {
      double sum = below[one];
      for (int point = line.first(posteriors.get(one)); point < shares[one].length; point++) {
        double share = shares[one][point];
        wins[one] += share > 0 ? share * all[point] / (sum + share / 2) : 0;
        sum += share;
      }
    }
    return Chances.normalized(wins);
  }

  /**
   * Returns how much of a posterior lies at each point, up to the last where anything does; in all
   * at most 1.
   */
  private static double[] shares(Posterior posterior, Line line) {
    double[] shares = new double[line.end(posterior)];
    for (int point = line.first(posterior); point < shares.length; point++) {
      shares[point] = posterior.density(line, point) * line.step();
    }
    double sum = sum(shares);
    for (int point = 0; sum > 1 && point < shares.length; point++) {
      shares[point] /= sum;
    }
    return shares;
  }

  private static double sum(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    return Math.min(sum, 1);
  }
}
