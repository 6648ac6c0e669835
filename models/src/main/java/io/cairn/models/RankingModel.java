package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Scores candidates by their features, for one or more objectives. Immutable, and safe for use by
 * multiple threads.
 */
public interface RankingModel {

  /** Returns the names of the features, in the order in which it wants them. */
  List<String> columns();

  /** Returns what it scores for, such as {@code click}; at least one. */
  List<String> objectives();

  /**
   * Returns how promising each candidate is for each objective, higher is better; on no particular
   * scale, so scores of different objectives or models are not comparable before calibration.
   *
   * @return the objectives as columns, one row for each of {@code features}
   * @throws SchemaMismatchException if the columns are not {@link #columns()}
   */
  FeatureMatrix score(FeatureMatrix features);

  /**
   * Returns how much each feature adds to each candidate's score for an objective: a row's values
   * add up to its score.
   *
   * @param objective the number of one of {@link #objectives()}
   * @return {@link #columns()} and, last, {@code bias}, what all candidates have
   * @throws SchemaMismatchException if the columns are not {@link #columns()}
   */
  FeatureMatrix contributions(FeatureMatrix features, int objective);

  /** Writes the parameters in the form that its codec reads back. */
  void write(DataOutput out) throws IOException;
}
