package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A weighted sum of standardised features for each objective: the logarithm of the odds of a yes.
 *
 * @see LogisticTrainer
 */
final class LogisticModel implements RankingModel {
  static final String KIND = "logistic";
  static final int FORM = 1;

  private final List<String> columns;
  private final List<String> objectives;
  private final Standardization standardization;
  private final float[][] weights;

  /** Makes a model of weights of shape {@code [objectives × (columns + 1)]}, the intercept last. */
  LogisticModel(
      List<String> columns,
      List<String> objectives,
      Standardization standardization,
      float[][] weights) {
    this.columns = List.copyOf(columns);
    this.objectives = List.copyOf(objectives);
    this.standardization = standardization;
    this.weights = weights;
  }

  static LogisticModel read(ModelReader in) throws IOException {
    List<String> columns = in.readNames();
    List<String> objectives = in.readNames();
    Standardization standardization = Standardization.read(in, columns.size());
    float[][] weights = new float[objectives.size()][];
    for (int objective = 0; objective < weights.length; objective++) {
      weights[objective] = in.readFiniteFloats(columns.size() + 1L);
    }
    return new LogisticModel(columns, objectives, standardization, weights);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<String> objectives() {
    return objectives;
  }

  @Override
  public FeatureMatrix score(FeatureMatrix features) {
    SchemaMismatchException.check(columns, features.columns());
    double[] row = new double[columns.size() + 1];
    float[] scores = new float[features.rows() * objectives.size()];
    for (int at = 0; at < scores.length; at++) {
      int objective = at % weights.length;
      if (objective == 0) {
        standardization.apply(features, at / weights.length, row);
      }
      scores[at] = (float) score(weights[objective], row);
    }
    return new FeatureMatrix(objectives, features.rows(), scores);
  }

  private static double score(float[] weights, double[] row) {
    double score = 0;
    for (int column = 0; column < row.length; column++) {
      score += weights[column] * row[column];
    }
    return score;
  }

  /** Returns weight times standardised value for each feature; {@code bias} is the intercept. */
  @Override
  public FeatureMatrix contributions(FeatureMatrix features, int objective) {
    SchemaMismatchException.check(columns, features.columns());
    int width = columns.size() + 1;
    double[] row = new double[width];
    float[] contributions = new float[features.rows() * width];
    for (int at = 0; at < contributions.length; at++) {
      if (at % width == 0) {
        standardization.apply(features, at / width, row);
      }
      contributions[at] = (float) (weights[objective][at % width] * row[at % width]);
    }
    return new FeatureMatrix(withBias(columns), features.rows(), contributions);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeNames(columns);
    writer.writeNames(objectives);
    standardization.write(writer);
    for (float[] objective : weights) {
      writer.writeFloats(objective);
    }
  }

  /** Returns the columns of contributions. */
  static List<String> withBias(List<String> columns) {
    return Stream.concat(columns.stream(), Stream.of("bias")).toList();
  }
}
