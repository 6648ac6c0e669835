package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.GbdtTrainer.Loss;
import io.cairn.models.GbdtTrainer.TreeGrowth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GbdtTrainerTest extends RankingTrainerContract {
  private static final TreeGrowth GROWTH = new TreeGrowth(4, 1, 1, .8, .8);

  @Override
  protected RankingTrainer trainer() {
    return new GbdtTrainer(Loss.LAMBDA_MART, GROWTH, 30, .2, 10, 1);
  }

  /** The same promises with the other loss. */
  static final class LogLossTest extends RankingTrainerContract {
    @Override
    protected RankingTrainer trainer() {
      return logLoss(30);
    }
  }

  private static GbdtTrainer logLoss(int trees) {
    return new GbdtTrainer(Loss.LOG_LOSS, GROWTH, trees, .2, 10, 1);
  }

  @Test
  void train_withAnotherSeed_givesAnotherModel() {
    MemoryRankingExamples examples = Rankings.planted(60, 4);
    GbdtTrainer other = new GbdtTrainer(Loss.LOG_LOSS, GROWTH, 5, .1, 20, 2);
    assertThat(bytes(other.train(examples, examples, Progress.NONE)))
        .isNotEqualTo(bytes(logLoss(5).train(examples, examples, Progress.NONE)));
  }

  @Test
  void train_onChance_stopsEarly() {
    MemoryRankingExamples training = chance(40, 1);
    MemoryRankingExamples validation = chance(40, 2);
    GbdtTrainer trainer = new GbdtTrainer(Loss.LOG_LOSS, GROWTH, 500, .3, 5, 1);
    assertThat(trainer.train(training, validation, Progress.NONE).trees(0)).isLessThan(30);
  }

  /** Returns lists whose labels have nothing to do with their features. */
  private static MemoryRankingExamples chance(int lists, long seed) {
    MemoryRankingExamples features = Rankings.planted(lists, seed);
    MemoryRankingExamples labels = Rankings.planted(lists, seed + 100);
    return new MemoryRankingExamples(
        features.columns(),
        features.objectives(),
        IntStream.range(0, lists)
            .mapToObj(
                list ->
                    new ExampleList(
                        features.all().get(list).features(),
                        labels.all().get(list).labels(),
                        labels.all().get(list).weights()))
            .toList());
  }

  @Test
  void train_withLogLoss_learnsTheWeightedShare() {
    float[] same = new float[40];
    float[] labels = new float[40];
    Arrays.fill(labels, 0, 10, 1);
    MemoryRankingExamples examples = Rankings.of(same, labels);
    GbdtModel model = logLoss(3).train(examples, examples, Progress.NONE);
    float score = model.score(new FeatureMatrix(List.of("x"), 1, new float[1])).values()[0];
    assertThat(1 / (1 + Math.exp(-score))).isBetween(.249, .251);
  }

  @Test
  void train_withWeights_followsThem() {
    MemoryRankingExamples examples = Rankings.planted(100, 9);
    float plain = meanScore(examples, 1);
    float heavy = meanScore(examples, 10);
    assertThat(heavy).isGreaterThan(plain + 1);
  }

  /** Returns the mean score for clicks where clicks count more. */
  private static float meanScore(MemoryRankingExamples examples, float clickWeight) {
    MemoryRankingExamples weighted =
        new MemoryRankingExamples(
            examples.columns(),
            examples.objectives(),
            examples.all().stream()
                .map(
                    list -> {
                      float[] weights = new float[list.weights().length];
                      for (int row = 0; row < weights.length; row++) {
                        weights[row] = list.label(0, row) > 0 ? clickWeight : 1;
                      }
                      return new ExampleList(list.features(), list.labels(), weights);
                    })
                .toList());
    GbdtModel model = logLoss(20).train(weighted, weighted, Progress.NONE);
    FeatureMatrix scores = model.score(Rankings.features(examples));
    float sum = 0;
    for (int row = 0; row < scores.rows(); row++) {
      sum += scores.row(row)[0];
    }
    return sum / scores.rows();
  }

  @Test
  void train_forOrder_onListsThatHaveNone_isRefused() {
    MemoryRankingExamples one = Rankings.of(new float[] {1, 2}, new float[] {1, 1});
    MemoryRankingExamples other = Rankings.of(new float[] {1, 2}, new float[] {0, 0});
    MemoryRankingExamples both =
        new MemoryRankingExamples(
            one.columns(), one.objectives(), List.of(one.all().getFirst(), other.all().getFirst()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(both, both, Progress.NONE))
        .withMessageContaining("no list has candidates with different labels of objective click");
  }

  @Test
  void train_forOrder_onLabelsTooHigh_isRefused() {
    MemoryRankingExamples seconds = Rankings.of(new float[] {1, 2}, new float[] {0, 300});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(seconds, seconds, Progress.NONE))
        .withMessageContaining("labels of objective click must be at most 24")
        .withMessageContaining("one was 300");
  }

  @Test
  void train_withLogLoss_onLabelsAllAboveZero_isRefused() {
    MemoryRankingExamples stars = Rankings.of(new float[] {1, 2}, new float[] {4, 5});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> logLoss(5).train(stars, stars, Progress.NONE))
        .withMessageContaining("are above 0: this learner needs both 0 and more");
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GbdtTrainer(Loss.LOG_LOSS, GROWTH, 0, .1, 1, 1))
        .withMessage("trees must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GbdtTrainer(Loss.LOG_LOSS, GROWTH, 1, 1.5, 1, 1))
        .withMessage("learningRate must be a number above 0 and at most 1, was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeGrowth(13, 1, 1, 1, 1))
        .withMessage("depth must be at most 12, was 13");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TreeGrowth(3, 1, 0, 1, 1))
        .withMessage("minChildWeight must be a number above 0, was 0.0");
  }
}
