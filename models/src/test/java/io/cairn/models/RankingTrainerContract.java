package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every ranking trainer and its model must do; each trainer's test extends it. */
public abstract class RankingTrainerContract {
  private static final MemoryRankingExamples TRAINING = Rankings.planted(200, 1);
  private static final MemoryRankingExamples VALIDATION = Rankings.planted(80, 2);
  private static final MemoryRankingExamples TEST = Rankings.planted(80, 3);

  /** Returns a trainer with hyperparameters that suit a few thousand examples. */
  protected abstract RankingTrainer trainer();

  private RankingModel train() {
    return trainer().train(TRAINING, VALIDATION, Progress.NONE);
  }

  @Test
  void train_twice_givesTheSameBytes() {
    assertThat(bytes(train())).isEqualTo(bytes(train()));
  }

  @Test
  void train_namesColumnsAndObjectives() {
    RankingModel model = train();
    assertThat(model.columns()).isEqualTo(Rankings.COLUMNS);
    assertThat(model.objectives()).isEqualTo(Rankings.OBJECTIVES);
  }

  @Test
  void train_onPlantedTaste_ranksMuchBetterThanTheGivenOrder() {
    RankingModel model = train();
    for (int objective = 0; objective < 2; objective++) {
      double given = Rankings.ndcgAsGiven(TEST, objective);
      assertThat(Rankings.ndcg(model, TEST, objective)).isGreaterThan(given + .15);
    }
  }

  @Test
  void train_tellsItsMetricInEveryRoundAndItsProgressToTheEnd() {
    AtomicLong left = new AtomicLong(-1);
    Set<String> steps = ConcurrentHashMap.newKeySet();
    Progress progress =
        (step, done, total) -> {
          steps.add(step);
          left.set(total - done);
        };
    trainer().train(TRAINING, VALIDATION, progress);
    assertThat(left).hasValue(0);
    assertThat(steps)
        .isNotEmpty()
        .allMatch(
            step -> step.matches("[a-z ]+, [a-z0-9@ ]+ 0\\.[0-9]+( after \\d+ (trees|epochs))?"));
    assertThat(steps.stream().map(step -> step.replaceAll(",.*", "")).distinct())
        .hasSizeLessThanOrEqualTo(Rankings.OBJECTIVES.size());
  }

  @Test
  void train_onNoLists_isRefused() {
    MemoryRankingExamples none =
        new MemoryRankingExamples(Rankings.COLUMNS, Rankings.OBJECTIVES, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(none, VALIDATION, Progress.NONE))
        .withMessageStartingWith("there are no training examples");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(TRAINING, none, Progress.NONE))
        .withMessageStartingWith("there are no validation examples");
  }

  @Test
  void train_onOneClassOnly_isRefusedNamingTheObjective() {
    for (float label : new float[] {0, 1}) {
      MemoryRankingExamples same = Rankings.withLabels(TRAINING, label);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainer().train(same, VALIDATION, Progress.NONE))
          .withMessageContaining("labels of objective click among the training examples");
    }
    MemoryRankingExamples unknown = Rankings.withLabels(VALIDATION, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(TRAINING, unknown, Progress.NONE))
        .withMessageContaining("no validation examples with a known label of objective click");
  }

  @Test
  void train_onBadNumbers_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(new float[] {1, Float.POSITIVE_INFINITY}, new float[] {0, 1}))
        .withMessageContaining("feature x is infinite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(new float[] {1, 2}, new float[] {0, -1}))
        .withMessageContaining("the label of objective click")
        .withMessageContaining("was -1");
  }

  private void train(float[] values, float[] labels) {
    MemoryRankingExamples examples = Rankings.of(values, labels);
    trainer().train(examples, examples, Progress.NONE);
  }

  @Test
  void train_onOtherColumnsForValidation_isRefused() {
    MemoryRankingExamples other = Rankings.of(new float[] {1, 2}, new float[] {0, 1});
    assertThatExceptionOfType(SchemaMismatchException.class)
        .isThrownBy(() -> trainer().train(TRAINING, other, Progress.NONE))
        .withMessageContaining("[noise, taste, price, hint, constant]")
        .withMessageContaining("[x]");
  }

  @Test
  void score_ofOtherColumns_isRefusedWithBothLists() {
    RankingModel model = train();
    FeatureMatrix swapped =
        new FeatureMatrix(List.of("taste", "noise", "price", "hint", "constant"), 1, new float[5]);
    assertThatExceptionOfType(SchemaMismatchException.class)
        .isThrownBy(() -> model.score(swapped))
        .withMessageContaining("[noise, taste, price, hint, constant]")
        .withMessageContaining("[taste, noise, price, hint, constant]");
    assertThatExceptionOfType(SchemaMismatchException.class)
        .isThrownBy(() -> model.contributions(swapped, 0));
  }

  @Test
  void score_ofNoRows_isEmpty() {
    FeatureMatrix none = new FeatureMatrix(Rankings.COLUMNS, 0, new float[0]);
    assertThat(train().score(none).rows()).isZero();
    assertThat(train().contributions(none, 1).rows()).isZero();
  }

  @Test
  void score_ofAnything_isFinite() {
    RankingModel model = train();
    float[] values = new float[3 * 5];
    Arrays.fill(values, 0, 5, Float.NaN);
    Arrays.fill(values, 5, 10, Float.POSITIVE_INFINITY);
    Arrays.fill(values, 10, 15, Float.NEGATIVE_INFINITY);
    FeatureMatrix features = new FeatureMatrix(Rankings.COLUMNS, 3, values);
    assertFinite(model.score(features));
    assertFinite(model.score(Rankings.features(TEST)));
    assertFinite(model.contributions(features, 0));
  }

  private static void assertFinite(FeatureMatrix matrix) {
    for (float value : matrix.values()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void score_ofARow_doesNotDependOnTheOthers() {
    RankingModel model = train();
    FeatureMatrix all = Rankings.features(TEST);
    FeatureMatrix scores = model.score(all);
    for (int row = 0; row < all.rows(); row += 7) {
      FeatureMatrix one = new FeatureMatrix(all.columns(), 1, all.row(row));
      assertThat(model.score(one).values()).isEqualTo(scores.row(row));
    }
  }

  @Test
  void contributions_ofARow_addUpToItsScore() {
    RankingModel model = train();
    FeatureMatrix features = Rankings.features(TEST);
    FeatureMatrix scores = model.score(features);
    for (int objective = 0; objective < 2; objective++) {
      FeatureMatrix contributions = model.contributions(features, objective);
      assertThat(contributions.columns())
          .containsExactly("noise", "taste", "price", "hint", "constant", "bias");
      for (int row = 0; row < features.rows(); row++) {
        double sum = 0;
        for (float contribution : contributions.row(row)) {
          sum += contribution;
        }
        assertThat(sum).isCloseTo(scores.row(row)[objective], within(1e-4));
      }
    }
  }

  @Test
  void contributions_onPlantedTaste_areOfTaste() {
    FeatureMatrix contributions = train().contributions(Rankings.features(TEST), 0);
    double[] sizes = new double[6];
    for (int row = 0; row < contributions.rows(); row++) {
      for (int column = 0; column < 6; column++) {
        sizes[column] += Math.abs(contributions.row(row)[column]);
      }
    }
    for (int other : new int[] {0, 2, 4}) {
      assertThat(sizes[1]).isGreaterThan(2 * sizes[other]);
    }
  }

  @Test
  void read_ofWhatWasWritten_givesEqualScores() {
    RankingModel model = train();
    byte[] bytes = bytes(model);
    RankingModel read = RankingModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    FeatureMatrix features = Rankings.features(TEST);
    assertThat(read.score(features).values()).isEqualTo(model.score(features).values());
    assertThat(read.contributions(features, 1).values())
        .isEqualTo(model.contributions(features, 1).values());
    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(RankingModelCodec.kind(read)).isEqualTo(RankingModelCodec.kind(model));
  }

  static byte[] bytes(RankingModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      model.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
