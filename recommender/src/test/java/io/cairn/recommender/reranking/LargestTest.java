package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.features.RateFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LargestTest {
  private static final double NEAR = 2e-3;

  private static Posterior.Beta beta(int a, int b) {
    return Posterior.Beta.of(
        new RateFeature.Evidence(a - 0.5, a + b - 1, new RateFeature.Prior(0.5, 1)));
  }

  @Test
  void gamma_isThatOfFactorials() {
    assertThat(Gamma.log(1)).isEqualTo(0, within(1e-9));
    assertThat(Gamma.log(5)).isEqualTo(Math.log(24), within(1e-9));
    assertThat(Gamma.log(0.5)).isEqualTo(Math.log(Math.sqrt(Math.PI)), within(1e-9));
    assertThat(Gamma.log(101)).isEqualTo(363.73937555556, within(1e-8));
  }

  @Test
  void quantile_isThatOfTheBetaDistribution() {
    assertThat(beta(1, 1).quantile(0.25)).isEqualTo(0.25, within(NEAR));
    assertThat(beta(2, 3).quantile(0.5)).isEqualTo(0.385728, within(NEAR));
    assertThat(beta(3, 1).quantile(0.9)).isEqualTo(Math.cbrt(0.9), within(NEAR));
    assertThat(beta(20, 200).toString()).isEqualTo("20/220");
  }

  @Test
  void chances_ofOne_areAll() {
    assertThat(Largest.chances(List.of(beta(3, 7)))).containsExactly(1);
  }

  @Test
  void chances_ofTwoBetas_areTheClosedForm() {
    assertThat(Largest.chances(List.of(beta(1, 1), beta(2, 1)))[1])
        .isEqualTo(2 / 3.0, within(NEAR));
    for (int[] p : new int[][] {{4, 40, 9, 60}, {30, 2_000, 1, 20}, {1, 9, 2, 8}, {3, 5, 1, 99}}) {
      double[] chances = Largest.chances(List.of(beta(p[0], p[1]), beta(p[2], p[3])));
      assertThat(chances[1]).isEqualTo(larger(p[2], p[3], p[0], p[1]), within(NEAR));
    }
  }

  /**
   * Returns the probability that Beta(a, b) is above Beta(c, d), summed as in Evan Miller, Formulas
   * for Bayesian A/B testing, 2015.
   */
  private static double larger(int a, int b, int c, int d) {
    double sum = 0;
    for (int i = 0; i < a; i++) {
      sum += Math.exp(logBeta(c + i, d + b) - Math.log(b + i) - logBeta(1 + i, b) - logBeta(c, d));
    }
    return sum;
  }

  private static double logBeta(double a, double b) {
    return Gamma.log(a) + Gamma.log(b) - Gamma.log(a + b);
  }

  @Test
  void chances_ofNormals_areThoseOfManyDraws() {
    SplittableRandom random = new SplittableRandom(5);
    List<Posterior.Normal> posteriors = new ArrayList<>();
    for (int one = 0; one < 12; one++) {
      posteriors.add(new Posterior.Normal(random.nextDouble(), 0.02 + random.nextDouble() * 0.3));
    }
    double[] wins = new double[posteriors.size()];
    int draws = 200_000;
    for (int draw = 0; draw < draws; draw++) {
      double[] drawn =
          posteriors.stream()
              .mapToDouble(p -> p.centre() + p.spread() * random.nextGaussian())
              .toArray();
      double[] largest = Chances.largest(drawn);
      wins[Chances.draw(largest, 0)] += 1.0 / draws;
    }
    assertThat(Largest.chances(posteriors)).containsExactly(wins, within(0.005));
  }

  @Test
  void chances_whatIsNextToImpossible_isNotDrawn() {
    double[] chances = Largest.chances(List.of(beta(1, 5_000), beta(900, 100)));
    assertThat(chances).containsExactly(0, 1);
  }

  @Test
  void draw_goesByTheShares() {
    double[] chances = {0.25, 0, 0.75, 0};
    assertThat(Chances.draw(chances, 0)).isZero();
    assertThat(Chances.draw(chances, 0.2499)).isZero();
    assertThat(Chances.draw(chances, 0.25)).isEqualTo(2);
    assertThat(Chances.draw(chances, Math.nextDown(1.0))).isEqualTo(2);
    assertThat(Chances.draw(new double[] {0.5, 0.5 - 1e-12, 0}, Math.nextDown(1.0))).isEqualTo(1);
  }
}
