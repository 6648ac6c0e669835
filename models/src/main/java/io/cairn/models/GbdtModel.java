package io.cairn.models;

import io.cairn.core.FeatureMatrix;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums of decision trees, one ensemble for each objective. Scores are margins: the logarithm of the
 * odds where the loss was the log loss, without a unit where it was the order.
 *
 * @see GbdtTrainer
 */
public final class GbdtModel implements RankingModel {
  static final String KIND = "gbdt";
  static final int FORM = 1;

  private final List<String> columns;
  private final List<String> objectives;
  private final List<TreeEnsemble> ensembles;

  GbdtModel(List<String> columns, List<String> objectives, List<TreeEnsemble> ensembles) {
    this.columns = List.copyOf(columns);
    this.objectives = List.copyOf(objectives);
    this.ensembles = List.copyOf(ensembles);
  }

  static GbdtModel read(ModelReader in) throws IOException {
    List<String> columns = in.readNames();
    List<String> objectives = in.readNames();
    List<TreeEnsemble> ensembles = new ArrayList<>();
    for (int objective = 0; objective < objectives.size(); objective++) {
      ensembles.add(TreeEnsemble.read(in, columns.size()));
    }
    return new GbdtModel(columns, objectives, ensembles);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<String> objectives() {
    return objectives;
  }

  /** Returns how many trees an objective has. */
  public int trees(int objective) {
    return ensembles.get(objective).arrays().trees();
  }

  @Override
  public FeatureMatrix score(FeatureMatrix features) {
    SchemaMismatchException.check(columns, features.columns());
    int width = objectives.size();
    float[] scores = new float[features.rows() * width];
    for (int objective = 0; objective < width; objective++) {
      float[] ofObjective = ensembles.get(objective).score(features);
      for (int row = 0; row < ofObjective.length; row++) {
        scores[row * width + objective] = ofObjective[row];
      }
    }
    return new FeatureMatrix(objectives, features.rows(), scores);
  }

  /**
   * {@inheritDoc} These are path-dependent Shapley values; {@code bias} is the mean score of the
   * training examples. A row takes about a hundred times as long as its score.
   */
  @Override
  public FeatureMatrix contributions(FeatureMatrix features, int objective) {
    SchemaMismatchException.check(columns, features.columns());
    float[] contributions = new TreeShap(ensembles.get(objective), features).contributions();
    return new FeatureMatrix(LogisticModel.withBias(columns), features.rows(), contributions);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ModelWriter writer = ModelWriter.begin(out, KIND, FORM);
    writer.writeNames(columns);
    writer.writeNames(objectives);
    for (TreeEnsemble ensemble : ensembles) {
      ensemble.write(writer);
    }
  }
}
