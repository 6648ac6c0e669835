package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.features.LinearRate;
import io.cairn.features.RateFeature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is believed of the candidates of one list, computed once each. For use by one thread. */
final class Posteriors {
  private final Slate slate;
  private final RateFeature.Evidences evidences;
  private final Map<ItemId, RateFeature.Evidence> known = new HashMap<>();
  private final Map<ItemId, Posterior.Beta> rates = new HashMap<>();

  /**
   * Begins a list.
   *
   * @param rate the name of a rate of items
   */
  Posteriors(Slate slate, String rate) {
    this.slate = slate;
    evidences = slate.reader().features().evidence(rate, slate.situation());
  }

  /** Returns what a candidate's rate goes by. */
  RateFeature.Evidence evidence(Candidate candidate) {
    return known.computeIfAbsent(
        candidate.item(), _ -> evidences.of(slate.candidateRow(candidate)));
  }

  /** Returns what a candidate's rate is believed to be. */
  Posterior.Beta rate(Candidate candidate) {
    return rates.computeIfAbsent(candidate.item(), _ -> Posterior.Beta.of(evidence(candidate)));
  }

  /** Returns how many opportunities candidates have had in all, decayed. */
  double opportunities(List<Candidate> candidates) {
    return candidates.stream().mapToDouble(c -> evidence(c).opportunities()).sum();
  }

  /** Estimates of a linear rate for the candidates of one list. */
  static final class Linear {
    private final Slate slate;
    private final LinearRate.Estimates estimates;
    private final Map<ItemId, LinearRate.Estimate> known = new HashMap<>();

    Linear(Slate slate, String rate) {
      this.slate = slate;
      estimates = slate.reader().features().estimates(rate, slate.situation());
    }

    LinearRate.Estimate of(Candidate candidate) {
      return known.computeIfAbsent(
          candidate.item(), _ -> estimates.of(slate.candidateRow(candidate)));
    }
  }
}
