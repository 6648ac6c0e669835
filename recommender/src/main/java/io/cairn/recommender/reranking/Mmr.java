package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.List;

/**
 * Maximal marginal relevance: takes again and again the candidate with the largest {@code lambda ·
 * relevance - (1 - lambda) · similarity}, where the relevance is the score, moved into [0, 1], and
 * the similarity is that to what is taken. A negative similarity counts as none.
 *
 * @param lambda in [0, 1]; 1 keeps the order
 * @param against what a candidate is compared with
 * @param places how many of the first places are filled so, at least 1; the others follow by the
 *     same number
 * @see <a href="https://doi.org/10.1145/290941.291025">Carbonell, Goldstein. The use of MMR,
 *     diversity-based reranking for reordering documents and producing summaries. SIGIR 1998</a>
 */
public record Mmr(double lambda, Against against, int places, Similarity similarity)
    implements Reordering {

  /** With what of the list so far a candidate is compared. */
  public enum Against {
    /** The nearest item, as the paper has it. */
    NEAREST,
    /**
     * All items, whose similarities are summed: likeness counts more from place to place. The list
     * has a large sum of relevance and of distances between all its pairs (Gollapudi, Sharma. An
     * axiomatic approach for result diversification. WWW 2009, max-sum).
     */
    ALL
  }

  /** Checks the settings. */
  public Mmr {
    Checks.within("lambda", lambda, 0, 1);
    Checks.atLeast("places", places, 1);
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    Gains gains = new Marginal(Relevance.of(ranked, lambda), similarity.among(slate, ranked));
    return gains.arrange(slate, ranked, places, _ -> "like what stands above");
  }

  private final class Marginal extends Gains {
    private final Alike alike;
    private final float[] column;

    Marginal(double[] relevance, Alike alike) {
      super(relevance);
      this.alike = alike;
      column = new float[relevance.length];
    }

    @Override
    void take(int taken, double[] byOthers) {
      alike.to(taken, column);
      for (int row = 0; row < column.length; row++) {
        double penalty = (lambda - 1) * Math.max(column[row], 0);
        byOthers[row] =
            switch (against) {
              case NEAREST -> Math.min(byOthers[row], penalty);
              case ALL -> byOthers[row] + penalty;
            };
      }
    }
  }
}
