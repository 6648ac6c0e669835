package io.cairn.recommender.ranking;

import io.cairn.core.FeatureMatrix;
import java.util.List;

/**
 * Why some items got their scores. Immutable.
 *
 * @param ranker the name and version of the model that ordered them; the empty string for none
 * @param features what is known of each item
 * @param predictions the probability of each objective, in [0, 1]; no columns where no model
 *     ordered
 * @param contributions what each feature adds to an item's score for each objective, with {@code
 *     bias} as the last column; one for each column of {@code predictions}
 */
public record Explanation(
    String ranker,
    FeatureMatrix features,
    FeatureMatrix predictions,
    List<FeatureMatrix> contributions) {
  /** Copies the list. */
  public Explanation {
    contributions = List.copyOf(contributions);
  }

  /** Returns an explanation by features alone. */
  public static Explanation of(FeatureMatrix features) {
    return new Explanation(
        "", features, new FeatureMatrix(List.of(), features.rows(), new float[0]), List.of());
  }
}
