package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.features.FeatureSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Epsilon-greedy: mostly the first candidate takes the place, and with a probability of {@code
 * epsilon} each of the pool alike.
 *
 * @param where at which places, among how many
 * @param epsilon in [0, 1]
 * @param decay lets epsilon fall as more is known; where absent it stays
 * @see <a href="https://doi.org/10.1023/A:1013689704352">Auer, Cesa-Bianchi, Fischer. Finite-time
 *     analysis of the multiarmed bandit problem. Machine Learning 47, 2002</a>, figure 3
 */
public record EpsilonGreedy(Scope where, double epsilon, Optional<Decay> decay)
    implements Explorer {

  /**
   * Multiplies epsilon by {@code opportunities / (opportunities + n)}, where n are those that the
   * candidates of the pool have had on average.
   *
   * @param rate the name of a rate of items
   * @param opportunities at which epsilon is half, above 0
   */
  public record Decay(String rate, double opportunities) {
    /** Checks the settings. */
    public Decay {
      Checks.text("rate", rate);
      Checks.above("opportunities", opportunities, 0);
    }
  }

  /** Checks the settings. */
  public EpsilonGreedy {
    Checks.within("epsilon", epsilon, 0, 1);
  }

  @Override
  public Optional<String> learnsFrom() {
    return decay.map(Decay::rate);
  }

  @Override
  public void check(FeatureSet features) {
    learnsFrom().ifPresent(rate -> Checks.rateOfItems("decay.rate", rate, features));
  }

  @Override
  public Exploration begin(Slate slate) {
    Optional<Posteriors> known = decay.map(d -> new Posteriors(slate, d.rate()));
    return new Exploration() {
      @Override
      public double[] chances(List<Candidate> pool) {
        int n = pool.size();
        double now = epsilon;
        if (known.isPresent() && decay.isPresent()) {
          double half = decay.get().opportunities();
          now *= half / (half + known.get().opportunities(pool) / n);
        }
        double[] weights = new double[n];
        Arrays.fill(weights, now / n);
        weights[0] += 1 - now;
        return Chances.normalized(weights);
      }

      @Override
      public String known(Candidate candidate) {
        return "epsilon " + epsilon;
      }
    };
  }
}
