package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.List;

/**
 * Samples lists by the Plackett-Luce model: a candidate takes a place with a probability that is
 * proportional to {@code exp(score / temperature)} among those that are left.
 *
 * @param where at which places, among how many
 * @param temperature in the unit of the scores, above 0; a lower one keeps nearer to the order
 * @see <a href="https://doi.org/10.2307/2346567">Plackett. The analysis of permutations. Applied
 *     Statistics 24, 1975</a>
 */
public record Softmax(Scope where, double temperature) implements Explorer {
  /** Checks the settings. */
  public Softmax {
    Checks.above("temperature", temperature, 0);
  }

  @Override
  public Exploration begin(Slate slate) {
    return new Exploration() {
      @Override
      public double[] chances(List<Candidate> pool) {
        double most = pool.stream().mapToDouble(Candidate::score).max().orElseThrow();
        return Chances.normalized(
            pool.stream()
                .mapToDouble(candidate -> Math.exp((candidate.score() - most) / temperature))
                .toArray());
      }

      @Override
      public String known(Candidate candidate) {
        return "score %.4f".formatted(candidate.score());
      }
    };
  }
}
