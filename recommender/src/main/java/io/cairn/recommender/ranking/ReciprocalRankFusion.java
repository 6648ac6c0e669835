package io.cairn.recommender.ranking;

import io.cairn.core.Candidate;
import io.cairn.core.Proposal;
import io.cairn.recommender.retrieval.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  /** Copies the weights. */
  public ReciprocalRankFusion {
    weights = Map.copyOf(weights);
  }

  @Override
  public String name() {
    return "fusion";
  }

  @Override
  public boolean ranksUnproposed() {
    return false;
  }

  @Override
  public Ranking rank(Query query, List<Candidate> candidates) {
    List<Candidate> ranked = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      ranked.add(candidate.withScore(score(candidate)));
    }
    ranked.sort(ReciprocalRankFusion::betterFirst);
    return new Ranking(ranked, Optional.empty());
  }

  @Override
  public Proposal strongest(Candidate candidate) {
    return candidate.proposals().stream()
        .max(Comparator.comparingDouble(this::share))
        .orElseThrow(() -> new IllegalArgumentException(candidate.item() + " has no proposals"));
  }

  /** Returns the sum over the proposals of a candidate. */
  public float score(Candidate candidate) {
    double sum = 0;
    for (Proposal proposal : candidate.proposals()) {
      sum += share(proposal);
    }
    return (float) sum;
  }

  /** Orders better scores first, and equal ones by the items' ids. */
  static int betterFirst(Candidate a, Candidate b) {
    int byScore = Float.compare(b.score(), a.score());
    return byScore != 0 ? byScore : a.item().value().compareTo(b.item().value());
  }

  private double share(Proposal proposal) {
    return weights.getOrDefault(proposal.source(), otherWeight) / (constant + proposal.rank());
  }
}
