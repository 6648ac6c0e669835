package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.Calibration;
import io.cairn.models.ExampleList;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RankingExamples;
import io.cairn.models.RankingModel;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lists of which the candidate is chosen that the feature {@code taste} speaks for. */
final class RankerJudgeTest {
  private static final List<String> COLUMNS = List.of("taste", "position");
  private static final int ROWS = 6;
  private static final int LISTS = 400;
  private static final TrainingSettings.Gate GATE = new TrainingSettings.Gate(-0.02, true);

  @Test
  void judge_modelThatFoundTheTaste_passes() {
    try (RankingExampleSet examples = examples(false)) {
      RankerReport report =
          new RankerJudge("click").judge(model(examples), Optional.empty(), examples, GATE);
      assertThat(report.isPassed()).as(report.refusal()).isTrue();
      assertThat(report.lists()).isEqualTo(40);
      assertThat(report.ndcg().keySet())
          .containsExactly("random", "popularity", "without model", "new");
      assertThat(report.ofNew().mean()).isEqualTo(1);
    }
  }

  @Test
  void judge_popularityKnowsAsMuch_isRefused() {
    try (RankingExampleSet examples = examples(true)) {
      RankerReport report =
          new RankerJudge("click").judge(model(examples), Optional.empty(), examples, GATE);
      assertThat(report.refusal()).startsWith("it is not better than popularity: +0.0 %");
      TrainingSettings.Gate open = new TrainingSettings.Gate(0, false);
      assertThat(
              new RankerJudge("click")
                  .judge(model(examples), Optional.empty(), examples, open)
                  .isPassed())
          .isTrue();
    }
  }

  @Test
  void judge_asGoodAsTheOneInUse_passesOnlyWhereThatIsAllowed() {
    try (RankingExampleSet examples = examples(false)) {
      TrainedModel.Ranker model = model(examples);
      RankerJudge judge = new RankerJudge("click");
      assertThat(judge.judge(model, Optional.of(model), examples, GATE).isPassed()).isTrue();
      RankerReport strict =
          judge.judge(model, Optional.of(model), examples, new TrainingSettings.Gate(.01, true));
      assertThat(strict.refusal())
          .startsWith("its lift over the model in use is +0.0 %")
          .endsWith("must be at least +1.0 %");
    }
  }

  @Test
  void validationAndTest_tellNoPosition() {
    try (RankingExampleSet examples = examples(false)) {
      assertThat(positions(examples.training())).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(positions(examples.validation())).containsOnly(1);
    }
  }

  private static float[] positions(RankingExamples lists) {
    try (var all = lists.lists()) {
      FeatureMatrix features = all.findFirst().orElseThrow().features();
      float[] positions = new float[features.rows()];
      for (int row = 0; row < positions.length; row++) {
        positions[row] = features.row(row)[1];
      }
      return positions;
    }
  }

  private static TrainedModel.Ranker model(RankingExampleSet examples) {
    RankingModel model =
        new LogisticTrainer(20, 0.1)
            .train(examples.training(), examples.validation(), Progress.NONE);
    TrainingRun run =
        new TrainingRun("test", 1, new TrainingSet(0, 1, 1, 1, 1), "test", Instant.EPOCH);
    return new TrainedModel.Ranker(
        new ModelArtifact("small", ModelArtifact.DRAFT, "logistic", run, Map.of()),
        model,
        List.of(Calibration.platt(1, 0)));
  }

  private static RankingExampleSet examples(boolean popularityKnows) {
    SplittableRandom random = new SplittableRandom(3);
    SpilledLists lists = new SpilledLists(COLUMNS, List.of("click"), ExampleBuilder.BASELINES);
    for (int list = 0; list < LISTS; list++) {
      lists.add(list(random, popularityKnows));
    }
    lists.finish();
    return new RankingExampleSet(lists, 0.1, Set.of("position"), List.of());
  }

  private static SpilledLists.Spilled list(SplittableRandom random, boolean popularityKnows) {
    float[] values = new float[2 * ROWS];
    float[] labels = new float[ROWS];
    float[] weights = new float[ROWS];
    float[] baselines = new float[ExampleBuilder.BASELINES.size() * ROWS];
    int best = 0;
    for (int row = 0; row < ROWS; row++) {
      values[2 * row] = (float) random.nextDouble();
      values[2 * row + 1] = row + 1;
      weights[row] = 1;
      best = values[2 * row] > values[2 * best] ? row : best;
      baselines[row] = popularityKnows ? values[2 * row] : 0;
    }
    labels[best] = 1;
    return new SpilledLists.Spilled(
        new ExampleList(new FeatureMatrix(COLUMNS, ROWS, values), labels, weights), baselines);
  }
}
