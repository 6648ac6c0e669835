package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Maximal marginal relevance: takes again and again the candidate with the largest {@code lambda ·
 * relevance - (1 - lambda) · similarity}, where the similarity is that to the nearest of those
 * taken (Jaccard's coefficient of the texts of an attribute), and the relevance is the score, moved
 * into [0, 1].
 *
 * @param lambda in [0, 1]; 1 keeps the order
 * @param attribute its name; {@code category} is the categories, {@code *} every attribute that is
 *     text
 * @see <a href="https://doi.org/10.1145/290941.291025">Carbonell, Goldstein. The use of MMR,
 *     diversity-based reranking for reordering documents and producing summaries. SIGIR 1998</a>
 */
public record Mmr(double lambda, String attribute) implements Reordering {
  /** Checks the settings. */
  public Mmr {
    Checks.within("lambda", lambda, 0, 1);
    Checks.text("attribute", attribute);
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    int n = ranked.size();
    List<Set<String>> texts = new ArrayList<>(n);
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (Candidate candidate : ranked) {
      texts.add(new HashSet<>(slate.item(candidate.item()).texts(attribute)));
      least = Math.min(least, candidate.score());
      most = Math.max(most, candidate.score());
    }
    double range = most > least ? most - least : 1;
    double[] nearest = new double[n];
    boolean[] taken = new boolean[n];
    List<Candidate> order = new ArrayList<>(n);
    while (order.size() < n) {
      int best = -1;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < n; row++) {
        double relevance = (ranked.get(row).score() - least) / range;
        double value = lambda * relevance - (1 - lambda) * nearest[row];
        if (!taken[row] && value > bestValue) {
          best = row;
          bestValue = value;
        }
      }
      taken[best] = true;
      order.add(ranked.get(best).withScore((float) bestValue));
      for (int row = 0; row < n; row++) {
        nearest[row] = Math.max(nearest[row], jaccard(texts.get(row), texts.get(best)));
      }
    }
    return order;
  }

  private static double jaccard(Set<String> one, Set<String> other) {
    long common = one.stream().filter(other::contains).count();
    long all = one.size() + other.size() - common;
    return all == 0 ? 0 : common / (double) all;
  }
}
