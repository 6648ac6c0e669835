package io.cairn.recommender.ranking;

import io.cairn.core.Candidate;
import io.cairn.core.Proposal;
import io.cairn.recommender.retrieval.Query;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Weighted reciprocal-rank fusion: the score of an item is the sum of {@code w / (k + rank)} over
 * the sources that propose it. Ranks are comparable between sources where scores are not.
 *
 * <p>Immutable. Ties are decided by the item's id, so equal proposals give equal lists.
 *
 * @param constant k, at least 0: the larger, the less the first places stand out
 * @param weights w of each source
 * @param otherWeight w of a source that {@code weights} does not name
 * @see <a href="https://doi.org/10.1145/1571941.1572114">Cormack, Clarke, Büttcher, Reciprocal rank
 *     fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009</a>; the
 *     weights are ours
 */
public record ReciprocalRankFusion(double constant, Map<String, Double> weights, double otherWeight)
    implements Ranker {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(candidate -> candidate.item().value());

  /** Copies the weights. */
  public ReciprocalRankFusion {
    weights = Map.copyOf(weights);
  }

  @Override
  public List<Candidate> rank(Query query, List<Candidate> candidates) {
    return candidates.stream().map(this::scored).sorted(BEST_FIRST).toList();
  }

  @Override
  public Proposal strongest(Candidate candidate) {
    return candidate.proposals().stream()
        .max(Comparator.comparingDouble(this::share))
        .orElseThrow(() -> new IllegalArgumentException(candidate.item() + " has no proposals"));
  }

  private Candidate scored(Candidate candidate) {
    return candidate.withScore(
        (float) candidate.proposals().stream().mapToDouble(this::share).sum());
  }

  private double share(Proposal proposal) {
    return weights.getOrDefault(proposal.source(), otherWeight) / (constant + proposal.rank());
  }
}
