package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.Arrays;
import java.util.List;

/**
 * A determinantal point process: takes again and again the candidate that raises the probability of
 * the list most, {@code theta · Σ relevance + (1 - theta) · log det S}, where S holds the
 * similarities of those taken, and the relevance is the score, moved into [0, 1]. Other than {@link
 * Mmr} it looks at all that are taken and not at the nearest, so that what two of them cover
 * together counts too. The determinant is kept up by an incremental Cholesky factorisation, which
 * costs {@code candidates · places} for each place.
 *
 * @param theta in [0, 1]; 1 keeps the order
 * @param strength how much of the similarity of two different items counts, in [0, 1]: at 1 no two
 *     items that are wholly alike are taken as long as there are others, whatever their scores
 * @param places how many of the first places are filled so, at least 1; the others follow by what
 *     they would add
 * @see <a href="https://arxiv.org/abs/1709.05135">Chen, Zhang, Zhou. Fast Greedy MAP Inference for
 *     Determinantal Point Process to Improve Recommendation Diversity. NeurIPS 2018</a>, algorithm
 *     1 and equation 20; the strength is ours
 */
public record Dpp(double theta, double strength, int places, Similarity similarity)
    implements Reordering {
  /** What is left of a candidate that those taken make up wholly; its logarithm must be finite. */
  private static final double RESIDUAL_MIN = 1e-10;

  /** Checks the settings. */
  public Dpp {
    Checks.within("theta", theta, 0, 1);
    Checks.within("strength", strength, 0, 1);
    Checks.atLeast("places", places, 1);
  }

  @Override
  public List<Candidate> reorder(Slate slate, List<Candidate> ranked) {
    double[] relevance = Relevance.of(ranked, theta);
    Cholesky factor = new Cholesky(relevance, similarity.among(slate, ranked));
    return factor.arrange(slate, ranked, places, _ -> "like what stands above");
  }

  /** The factor of the similarities, of which each that is taken adds a column. */
  private final class Cholesky extends Gains {
    private final Alike alike;
    private final float[] column;
    private final double[] residuals;
    private final double[][] factor;
    private int taken;

    Cholesky(double[] relevance, Alike alike) {
      super(relevance);
      this.alike = alike;
      column = new float[relevance.length];
      residuals = new double[relevance.length];
      Arrays.fill(residuals, 1);
      factor = new double[Math.min(places, relevance.length)][];
    }

    @Override
    void take(int one, double[] byOthers) {
      alike.to(one, column);
      double[] next = new double[column.length];
      for (int row = 0; row < next.length; row++) {
        next[row] = strength * column[row];
      }
      next[one] = 1;
      for (int before = 0; before < taken; before++) {
        double[] other = factor[before];
        double times = other[one];
        for (int row = 0; row < next.length; row++) {
          next[row] -= times * other[row];
        }
      }
      double root = Math.sqrt(Math.max(residuals[one], RESIDUAL_MIN));
      for (int row = 0; row < next.length; row++) {
        next[row] /= root;
        residuals[row] -= next[row] * next[row];
        byOthers[row] = (1 - theta) * Math.log(Math.max(residuals[row], RESIDUAL_MIN));
      }
      factor[taken++] = next;
    }
  }
}
