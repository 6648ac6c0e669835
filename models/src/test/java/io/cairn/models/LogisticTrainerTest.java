package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogisticTrainerTest extends RankingTrainerContract {

  @Override
  protected RankingTrainer trainer() {
    return new LogisticTrainer(20, 1);
  }

  @Test
  void train_reachesWhereTheGradientIsZero() {
    MemoryRankingExamples examples = Rankings.planted(100, 7);
    LogisticModel model = new LogisticTrainer(50, 3).train(examples, examples, Progress.NONE);
    double[] gradient = new double[6];
    for (ExampleList list : examples.all()) {
      FeatureMatrix contributions = model.contributions(list.features(), 0);
      FeatureMatrix scores = model.score(list.features());
      for (int row = 0; row < list.features().rows(); row++) {
        float label = list.label(0, row);
        if (!Float.isNaN(label)) {
          double probability = 1 / (1 + Math.exp(-scores.row(row)[0]));
          for (int column = 0; column < 6; column++) {
            gradient[column] +=
                list.weights()[row] * (probability - label) * contributions.row(row)[column];
          }
        }
      }
    }
    double[] weights = weights(model, examples);
    for (int column = 0; column < 6; column++) {
      double penalty = column < 5 ? 3 * weights[column] * weights[column] : 0;
      assertThat(gradient[column] + penalty).isCloseTo(0, within(.02));
    }
  }

  /** Returns the weights of standardised columns, from the difference that a deviation makes. */
  private static double[] weights(LogisticModel model, MemoryRankingExamples examples) {
    Standardization standardization = Standardization.of(examples);
    double[] weights = new double[6];
    for (int column = 0; column < 4; column++) {
      float[] values = new float[2 * 5];
      values[column] = standardization.means()[column];
      values[5 + column] = values[column] + 1 / standardization.scales()[column];
      FeatureMatrix rows = new FeatureMatrix(Rankings.COLUMNS, 2, values);
      FeatureMatrix contributions = model.contributions(rows, 0);
      weights[column] = contributions.row(1)[column] - contributions.row(0)[column];
    }
    return weights;
  }

  @Test
  void train_findsTheOddsOfAnIntercept() {
    MemoryRankingExamples examples =
        Rankings.of(new float[] {Float.NaN, Float.NaN, 5, 5}, new float[] {1, 0, 1, 1});
    LogisticModel model = new LogisticTrainer(50, 1).train(examples, examples, Progress.NONE);
    FeatureMatrix row = new FeatureMatrix(List.of("x"), 1, new float[] {9});
    assertThat(model.score(row).values()[0]).isCloseTo((float) Math.log(3), within(1e-3f));
  }

  @Test
  void train_onWhatCanBeToldApart_staysFinite() {
    MemoryRankingExamples examples =
        Rankings.of(new float[] {-2e6f, -1e6f, 1e6f, 2e6f}, new float[] {0, 0, 1, 1});
    LogisticModel model = new LogisticTrainer(100, 1e-6).train(examples, examples, Progress.NONE);
    FeatureMatrix rows = new FeatureMatrix(List.of("x"), 2, new float[] {-1e6f, 1e6f});
    float[] scores = model.score(rows).values();
    assertThat(scores[0]).isFinite().isNegative();
    assertThat(scores[1]).isFinite().isPositive();
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogisticTrainer(0, 1))
        .withMessage("epochs must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogisticTrainer(1, 0))
        .withMessage("regularization must be a number above 0, was 0.0");
  }
}
