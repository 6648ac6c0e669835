package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps places for items that were hardly shown: at these, one of them takes the place by Thompson
 * sampling. Where the pool has none, the first candidate does.
 *
 * @param where at which places, among how many: {@code first = 10, every = 10} is one of ten
 * @param rate the name of a rate of items
 * @param shownMax until it was shown so often an item is new, at least 1; counts never decay
 */
public record NewItems(Scope where, String rate, int shownMax) implements Explorer {
  /** Checks the settings. */
  public NewItems {
    Checks.text("rate", rate);
    Checks.atLeast("shown-max", shownMax, 1);
  }

  @Override
  public Optional<String> learnsFrom() {
    return Optional.of(rate);
  }

  @Override
  public Exploration begin(Slate slate) {
    Posteriors posteriors = new Posteriors(slate, rate);
    return new Exploration() {
      @Override
      public double[] chances(List<Candidate> pool) {
        List<Integer> places = new ArrayList<>();
        List<Posterior.Beta> rates = new ArrayList<>();
        for (int place = 0; place < pool.size(); place++) {
          if (posteriors.evidence(pool.get(place)).trials() < shownMax) {
            places.add(place);
            rates.add(posteriors.rate(pool.get(place)));
          }
        }
        return rates.isEmpty() ? Chances.first(pool.size()) : spread(places, rates, pool.size());
      }

      private static double[] spread(List<Integer> places, List<Posterior.Beta> rates, int n) {
        double[] among = Largest.chances(rates);
        double[] chances = new double[n];
        for (int one = 0; one < among.length; one++) {
          chances[places.get(one)] = among[one];
        }
        return chances;
      }

      @Override
      public String known(Candidate candidate) {
        return "shown %d times, posterior %s"
            .formatted(posteriors.evidence(candidate).trials(), posteriors.rate(candidate));
      }
    };
  }
}
