package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.features.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps places for items that were hardly shown: at these, one of them takes the place by Thompson
 * sampling. Where the pool has none, the first candidate does.
 *
 * @param where at which places, among how many: {@code first = 10, every = 10} is one of ten
 * @param rate the name of a rate of items, by which it chooses
 * @param shownMax an item is new while its opportunities, decayed, are below this; above 0
 * @param shownBy the name of the rate whose opportunities are counted, where absent {@code rate}:
 *     one with a half-life of a day and a {@code shownMax} of a half gives every item that was not
 *     shown today a chance
 * @param among how many of the new items, the first in order, it chooses from, at least 1; all
 *     where absent. The order knows the visitor, the rate the item: of few, taste has chosen
 */
public record NewItems(
    Scope where, String rate, double shownMax, Optional<String> shownBy, Optional<Integer> among)
    implements Explorer {
  /** Checks the settings. */
  public NewItems {
    Checks.text("rate", rate);
    Checks.above("shown-max", shownMax, 0);
    among.ifPresent(count -> Checks.atLeast("among", count, 1));
  }

  @Override
  public Optional<String> learnsFrom() {
    return Optional.of(rate);
  }

  @Override
  public void check(FeatureSet features) {
    Checks.rateOfItems("rate", rate, features);
    shownBy.ifPresent(name -> Checks.rateOfItems("shown-by", name, features));
  }

  @Override
  public Exploration begin(Slate slate) {
    Posteriors posteriors = new Posteriors(slate, rate);
    Posteriors shown = shownBy.map(name -> new Posteriors(slate, name)).orElse(posteriors);
    return new Exploration() {
      @Override
      public double[] chances(List<Candidate> pool) {
        List<Integer> places = new ArrayList<>();
        List<Posterior.Beta> rates = new ArrayList<>();
        int most = among.orElse(pool.size());
        for (int place = 0; place < pool.size() && places.size() < most; place++) {
          if (shown.evidence(pool.get(place)).opportunities() < shownMax) {
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
        return "shown %.1f times, posterior %s"
            .formatted(shown.evidence(candidate).opportunities(), posteriors.rate(candidate));
      }
    };
  }
}
