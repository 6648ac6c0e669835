package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Upper confidence bounds: the candidate whose rate could be the largest takes the place. Nothing
 * is left to chance but ties, so propensities are 1, or 1 / n among n that are equal.
 *
 * @param where at which places, among how many
 * @param rate the name of a rate of items
 * @param bound how the bound is computed
 */
public record Ucb(Scope where, String rate, Bound bound) implements Explorer {

  /** How far above what is expected a rate could be. */
  public enum Bound {
    /**
     * The mean and {@code sqrt(2 ln t / n)}, where n are the observations of the candidate and t
     * those of the pool (Auer, Cesa-Bianchi, Fischer. Finite-time analysis of the multiarmed bandit
     * problem. Machine Learning 47, 2002, figure 1); both count the prior.
     */
    UCB1,
    /**
     * The quantile {@code 1 - 1 / t} of the Beta distribution (Kaufmann, Cappé, Garivier. On
     * Bayesian upper confidence bounds for bandit problems. AISTATS 2012).
     */
    BAYES
  }

  /** Checks the settings. */
  public Ucb {
    Checks.text("rate", rate);
  }

  @Override
  public Optional<String> learnsFrom() {
    return Optional.of(rate);
  }

  @Override
  public Exploration begin(Slate slate) {
    Posteriors posteriors = new Posteriors(slate, rate);
    Map<ItemId, Double> bounds = new HashMap<>();
    return new Exploration() {
      private double observations;

      @Override
      public double[] chances(List<Candidate> pool) {
        if (observations == 0) { // of the first pool: one measure for the whole list
          observations = 2 + posteriors.opportunities(pool);
        }
        return Chances.largest(pool.stream().mapToDouble(this::bound).toArray());
      }

      private double bound(Candidate candidate) {
        return bounds.computeIfAbsent(
            candidate.item(), _ -> upper(posteriors.rate(candidate), observations));
      }

      @Override
      public String known(Candidate candidate) {
        return "at most %.4f, posterior %s".formatted(bound(candidate), posteriors.rate(candidate));
      }
    };
  }

  private double upper(Posterior.Beta rate, double observations) {
    return switch (bound) {
      case UCB1 ->
          rate.mean()
              + Math.sqrt(2 * Math.log(observations) / (rate.successes() + rate.failures()));
      case BAYES -> rate.quantile(1 - 1 / observations);
    };
  }
}
