package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.features.FeatureSet;
import io.cairn.features.LinearRate;
import java.util.List;
import java.util.Optional;

/**
 * LinUCB with coefficients of their own for each item: the candidate with the largest expected rate
 * plus {@code alpha} times its uncertainty takes the place. Nothing is left to chance but ties, so
 * propensities are 1, or 1 / n among n that are equal.
 *
 * @param where at which places, among how many
 * @param rate the name of a {@code linear-rate}
 * @param alpha how much uncertainty counts, at least 0
 * @see <a href="https://doi.org/10.1145/1772690.1772758">Li, Chu, Langford, Schapire. A
 *     contextual-bandit approach to personalized news article recommendation. WWW 2010</a>,
 *     algorithm 1
 */
public record Linucb(Scope where, String rate, double alpha) implements Explorer {
  /** Checks the settings. */
  public Linucb {
    Checks.text("rate", rate);
    Checks.within("alpha", alpha, 0, Double.MAX_VALUE);
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
        return Chances.largest(pool.stream().mapToDouble(this::bound).toArray());
      }

      private double bound(Candidate candidate) {
        LinearRate.Estimate estimate = estimates.of(candidate);
        return estimate.mean() + alpha * Math.sqrt(estimate.leverage());
      }

      @Override
      public String known(Candidate candidate) {
        return "at most %.4f, expected %.4f"
            .formatted(bound(candidate), estimates.of(candidate).mean());
      }
    };
  }
}
