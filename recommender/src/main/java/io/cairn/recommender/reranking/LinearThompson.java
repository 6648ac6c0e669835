package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.features.FeatureSet;
import io.cairn.features.LinearRate;
import java.util.List;
import java.util.Optional;

/**
 * Thompson sampling by a linear rate: the rate of each candidate, for whoever asks, has a normal
 * distribution around what is expected.
 *
 * @param where at which places, among how many
 * @param rate the name of a {@code linear-rate}
 * @param scale v: the standard deviation of one observation, above 0; for a rate of a few percent
 *     about 0.2
 * @see <a href="https://proceedings.mlr.press/v28/agrawal13.html">Agrawal, Goyal. Thompson sampling
 *     for contextual bandits with linear payoffs. ICML 2013</a>, algorithm 1, with coefficients of
 *     their own for each item, which makes items independent
 */
public record LinearThompson(Scope where, String rate, double scale) implements Explorer {
  /** Checks the settings. */
  public LinearThompson {
    Checks.text("rate", rate);
    Checks.above("scale", scale, 0);
  }

  @Override
  public Optional<String> learnsFrom() {
    return Optional.of(rate);
  }

  @Override
  public void check(FeatureSet features) {
    Checks.linearRate("rate", rate, features);
  }

  @Override
  public Exploration begin(Slate slate) {
    Posteriors.Linear estimates = new Posteriors.Linear(slate, rate);
    return new Exploration() {
      @Override
      public double[] chances(List<Candidate> pool) {
        return Largest.chances(pool.stream().map(this::posterior).toList());
      }

      private Posterior.Normal posterior(Candidate candidate) {
        LinearRate.Estimate estimate = estimates.of(candidate);
        return new Posterior.Normal(estimate.mean(), scale * Math.sqrt(estimate.leverage()));
      }

      @Override
      public String known(Candidate candidate) {
        Posterior.Normal posterior = posterior(candidate);
        return "posterior %.4f ± %.4f".formatted(posterior.centre(), posterior.spread());
      }
    };
  }
}
