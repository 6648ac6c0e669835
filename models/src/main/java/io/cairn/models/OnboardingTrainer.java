package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Learns which items to ask new people about: {@link OnboardingModel}. A cell of a positive weight
 * is liked, one of a negative weight is disliked, and what is not there is not known. Where the
 * weights are never negative, liking has no entropy among those who know an item: what is asked
 * then splits people by what they know.
 *
 * @param candidates how many items may be asked about, those that most people know, at least 1
 * @param depth how many questions one after the other, at least 1
 * @param rowsMin fewer people than this are not divided further, at least 2
 */
public record OnboardingTrainer(int candidates, int depth, int rowsMin)
    implements RetrievalTrainer {
  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public OnboardingTrainer {
    Checks.atLeast("candidates", candidates, 1);
    Checks.atLeast("depth", depth, 1);
    Checks.atLeast("rowsMin", rowsMin, 2);
  }

  @Override
  public OnboardingModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    float[] worth = worth(interactions);
    int[] known = counts(interactions, 0);
    int[] asked =
        IntStream.range(0, known.length)
            .filter(item -> known[item] > 0)
            .boxed()
            .sorted(Comparator.comparingInt((Integer item) -> -known[item]))
            .limit(candidates)
            .mapToInt(item -> item)
            .toArray();
    int[] order =
        IntStream.of(asked)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer item) -> -worth[item]))
            .mapToInt(item -> item)
            .toArray();
    return new OnboardingModel(
        worth, order, new OnboardingTree(interactions, asked, this).grow(progress));
  }

  /** Returns the entropy of liking in bits, times the share of rows that know the item. */
  private static float[] worth(InteractionMatrix interactions) {
    int[] liked = counts(interactions, 1);
    int[] disliked = counts(interactions, -1);
    float[] worth = new float[liked.length];
    for (int item = 0; item < worth.length; item++) {
      double known = liked[item] + disliked[item];
      double entropy = bits(liked[item] / known) + bits(disliked[item] / known);
      worth[item] = known > 0 ? (float) (entropy * known / interactions.rows()) : 0;
    }
    return worth;
  }

  private static double bits(double share) {
    return share > 0 ? -share * Math.log(share) / Math.log(2) : 0;
  }

  /**
   * Counts the cells of each item whose weights have a sign.
   *
   * @param sign 0 for either
   */
  private static int[] counts(InteractionMatrix interactions, int sign) {
    int[] counts = new int[interactions.items()];
    for (int cell = 0; cell < interactions.cells(); cell++) {
      float its = Math.signum(interactions.weights()[cell]);
      counts[interactions.columns()[cell]] += its != 0 && (sign == 0 || its == sign) ? 1 : 0;
    }
    return counts;
  }
}
