package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * Thompson sampling: a candidate takes the place as likely as its rate is the largest, by all that
 * is known. The rate of each has a Beta distribution, by the rate's prior and what happened; a
 * {@code segment-rate} knows the visitor's segment, a {@code neighbor-rate} lends to new items.
 *
 * @param where at which places, among how many
 * @param rate the name of a rate of items
 * @see <a href="https://papers.nips.cc/paper/4321">Chapelle, Li. An empirical evaluation of
 *     Thompson sampling. NIPS 2011</a>; the probabilities are computed, and not only drawn by
 */
public record Thompson(Scope where, String rate) implements Explorer {
  /** Checks the settings. */
  public Thompson {
    Checks.text("rate", rate);
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
        return Largest.chances(pool.stream().map(posteriors::rate).toList());
      }

      @Override
      public String known(Candidate candidate) {
        return "posterior " + posteriors.rate(candidate);
      }
    };
  }
}
