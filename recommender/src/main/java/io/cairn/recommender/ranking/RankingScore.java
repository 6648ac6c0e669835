package io.cairn.recommender.ranking;

import io.cairn.core.FeatureMatrix;
import io.cairn.models.Calibration;
import io.cairn.models.ScoreFormula;
import io.cairn.models.TrainedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * One score of all that a ranking model predicts: calibrations make probabilities of the scores for
 * its objectives, and a formula makes one number of those and the features. Immutable, and safe for
 * use by multiple threads.
 */
public final class RankingScore {
  private final TrainedModel.Ranker trained;
  private final ScoreFormula formula;

  /**
   * Joins a model and a formula.
   *
   * @param formula over the model's objectives and features, such as {@code click^0.3 * margin}
   * @throws IllegalArgumentException if it cannot be read, or names what is neither an objective
   *     nor a feature
   */
  public RankingScore(TrainedModel.Ranker trained, String formula) {
    this.trained = trained;
    List<String> names = new ArrayList<>(trained.model().objectives());
    names.addAll(trained.model().columns());
    this.formula = ScoreFormula.parse(formula, names);
  }

  /**
   * Returns the score of every row, higher is better; {@code -Float.MAX_VALUE} where the formula
   * has no number, because a feature that it names is missing.
   *
   * @return shape {@code [features.rows()]}
   * @throws io.cairn.models.SchemaMismatchException if the columns are not those of the model
   */
  public float[] scores(FeatureMatrix features) {
    FeatureMatrix predictions = predictions(features);
    int objectives = predictions.columns().size();
    int columns = features.columns().size();
    float[] values = new float[formula.names().size()];
    FeatureMatrix one = new FeatureMatrix(formula.names(), 1, values);
    float[] scores = new float[features.rows()];
    for (int row = 0; row < scores.length; row++) {
      System.arraycopy(predictions.values(), row * objectives, values, 0, objectives);
      System.arraycopy(features.values(), row * columns, values, objectives, columns);
      float score = (float) formula.value(one, 0);
      scores[row] = Float.isFinite(score) ? score : -Float.MAX_VALUE;
    }
    return scores;
  }

  /**
   * Returns the probability of each objective, one row for each of {@code features}.
   *
   * @throws io.cairn.models.SchemaMismatchException if the columns are not those of the model
   */
  public FeatureMatrix predictions(FeatureMatrix features) {
    FeatureMatrix scores = trained.model().score(features);
    int objectives = scores.columns().size();
    float[] probabilities = new float[scores.values().length];
    for (int cell = 0; cell < probabilities.length; cell++) {
      Calibration calibration = trained.calibrations().get(cell % objectives);
      probabilities[cell] = (float) calibration.probability(scores.values()[cell]);
    }
    return new FeatureMatrix(scores.columns(), scores.rows(), probabilities);
  }
}
