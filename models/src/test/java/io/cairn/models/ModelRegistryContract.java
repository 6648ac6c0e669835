package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model registry must do; each one's test extends it. */
public abstract class ModelRegistryContract {

  /** Returns the registry, empty at the start of each test, the same within one. */
  protected abstract ModelRegistry registry();

  @Test
  void publish_givesTheNextVersion_andMakesItTheLatest() {
    assertThat(registry().publish(model("als", 1)).version()).isEqualTo(1);
    assertThat(registry().publish(model("als", 2)).version()).isEqualTo(2);
    assertThat(registry().latest("als")).hasValue(2);
    assertThat(registry().versions("als")).containsExactly(1, 2);
  }

  @Test
  void publish_keepsNamesApart() {
    registry().publish(model("als", 1));
    assertThat(registry().publish(model("ease", 1)).version()).isEqualTo(1);
    assertThat(registry().versions("ease")).containsExactly(1);
  }

  @Test
  void load_returnsWhatWasPublished() {
    TrainedModel.Retrieval published = model("als", 3);
    ModelArtifact artifact = registry().publish(published);
    TrainedModel.Retrieval loaded = (TrainedModel.Retrieval) registry().load("als", 1);
    History history = Matrices.history(1, 2);
    assertThat(loaded.artifact()).isEqualTo(artifact);
    assertThat(loaded.artifact()).isEqualTo(published.artifact().withVersion(1));
    assertThat(loaded.items().items()).isEqualTo(published.items().items());
    assertThat(loaded.model().score(history)).isEqualTo(published.model().score(history));
    assertThat(registry().artifact("als", 1)).isEqualTo(artifact);
  }

  static Stream<RankingTrainer> rankingTrainers() {
    GbdtTrainer.TreeGrowth growth = new GbdtTrainer.TreeGrowth(3, 1, 1, 1, 1);
    return Stream.of(
        new LogisticTrainer(3, 1),
        new GbdtTrainer(GbdtTrainer.Loss.LOG_LOSS, growth, 5, .3, 5, 1),
        new DcnTrainer(1, .01, .01, 100, 1, List.of(4), 2, Map.of(), 3, 1));
  }

  @ParameterizedTest
  @MethodSource("rankingTrainers")
  void load_ofARanker_givesEqualScoresAndProbabilities(RankingTrainer trainer) {
    RankingModel model =
        trainer.train(Rankings.planted(20, 1), Rankings.planted(5, 2), Progress.NONE);
    TrainedModel.Ranker published = ranker("ranker", 3, model);
    ModelArtifact artifact = registry().publish(published);
    TrainedModel.Ranker loaded = (TrainedModel.Ranker) registry().load("ranker", 1);
    assertThat(loaded.artifact()).isEqualTo(artifact);
    assertThat(artifact).isEqualTo(published.artifact().withVersion(1));
    assertThat(registry().artifact("ranker", 1)).isEqualTo(artifact);
    assertThat(loaded.model().columns()).isEqualTo(model.columns());
    assertThat(loaded.model().objectives()).isEqualTo(model.objectives());
    FeatureMatrix features = Rankings.planted(1, 4).all().getFirst().features();
    assertThat(loaded.model().score(features).values()).isEqualTo(model.score(features).values());
    assertThat(probabilities(loaded, features)).isEqualTo(probabilities(published, features));
  }

  private static List<Double> probabilities(TrainedModel.Ranker ranker, FeatureMatrix features) {
    float[] scores = ranker.model().score(features).values();
    int objectives = ranker.calibrations().size();
    return IntStream.range(0, scores.length)
        .mapToObj(at -> ranker.calibrations().get(at % objectives).probability(scores[at]))
        .toList();
  }

  @Test
  void load_ofANameThatBothKindsHad_returnsEachAsItWas() {
    registry().publish(model("best", 1));
    registry().publish(ranker("best", 2));
    registry().publish(model("best", 3));
    assertThat(registry().versions("best")).containsExactly(1, 2, 3);
    assertThat(registry().load("best", 1)).isInstanceOf(TrainedModel.Retrieval.class);
    assertThat(registry().load("best", 2)).isInstanceOf(TrainedModel.Ranker.class);
    assertThat(registry().load("best", 3)).isInstanceOf(TrainedModel.Retrieval.class);
    registry().promote("best", 2);
    assertThat(registry().latest("best")).hasValue(2);
  }

  @Test
  void publish_underTheKindOfAnother_isRefused() {
    TrainedModel.Ranker ranker = ranker("ranker", 1);
    ModelArtifact artifact = model("ranker", 1).artifact();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                registry()
                    .publish(
                        new TrainedModel.Ranker(artifact, ranker.model(), ranker.calibrations())))
        .withMessage(
            "the artifact of model ranker names the kind als, but its numbers are of kind"
                + " logistic");
    assertThat(registry().versions("ranker")).isEmpty();
  }

  @Test
  void load_ofAnEarlierVersion_returnsIt() {
    registry().publish(model("als", 1));
    registry().publish(model("als", 2));
    assertThat(registry().load("als", 1).artifact().run().seed()).isEqualTo(1);
    assertThat(registry().load("als", 2).artifact().run().seed()).isEqualTo(2);
  }

  @Test
  void promote_makesAnEarlierVersionTheLatest_untilTheNextPublish() {
    registry().publish(model("als", 1));
    registry().publish(model("als", 2));
    registry().promote("als", 1);
    assertThat(registry().latest("als")).hasValue(1);
    assertThat(registry().versions("als")).containsExactly(1, 2);
    assertThat(registry().publish(model("als", 3)).version()).isEqualTo(3);
    assertThat(registry().latest("als")).hasValue(3);
  }

  @Test
  void unknownName_hasNoVersions() {
    assertThat(registry().latest("als")).isEmpty();
    assertThat(registry().versions("als")).isEmpty();
  }

  @Test
  void unknownVersion_isRefusedWithThoseThereAre() {
    registry().publish(model("als", 1));
    String message = "model als has no version 2; it has [1]";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().load("als", 2))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().artifact("als", 2))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().promote("als", 2))
        .withMessage(message);
    assertThat(registry().latest("als")).hasValue(1);
  }

  @Test
  void nameThatIsNoName_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().load("../als", 1))
        .withMessageContaining("was '../als'");
    assertThatIllegalArgumentException().isThrownBy(() -> registry().latest("Als"));
    assertThatIllegalArgumentException().isThrownBy(() -> registry().versions(""));
  }

  /** Returns a small model whose ids are as odd as ids can be. */
  protected static TrainedModel.Retrieval model(String name, long seed) {
    ItemVocabulary items =
        new ItemVocabulary(
            List.of(
                new ItemId("a\nb"),
                new ItemId("../x"),
                new ItemId("\ud800"),
                new ItemId("日本 \u0000")));
    AlsTrainer trainer = new AlsTrainer(3, 2, .1, 4, seed);
    InteractionMatrix matrix = Matrices.of(4, new int[] {0, 1}, new int[] {1, 2, 3});
    TrainingSet set = new TrainingSet(0, 5, 2, 4, 5);
    TrainingRun run =
        new TrainingRun(
            trainer.toString(), seed, set, "0.1.0", Instant.parse("2026-01-02T03:04:05.678Z"));
    ModelArtifact artifact =
        new ModelArtifact(name, ModelArtifact.DRAFT, "als", run, Map.of("ndcg@10", .25));
    return new TrainedModel.Retrieval(artifact, items, trainer.train(matrix, Progress.NONE));
  }

  /** Returns a small ranking model of two objectives, which are calibrated in different ways. */
  protected static TrainedModel.Ranker ranker(String name, long seed) {
    Standardization standardization = new Standardization(new float[] {1, 0}, new float[] {.5f, 2});
    float[][] weights = {{1, .25f, seed}, {-1, .5f, 0}};
    LogisticModel model =
        new LogisticModel(
            List.of("age", "цена"), List.of("click", "order"), standardization, weights);
    return ranker(name, seed, model);
  }

  private static TrainedModel.Ranker ranker(String name, long seed, RankingModel model) {
    TrainingRun run =
        new TrainingRun("a trainer", seed, new TrainingSet(0, 5, 2, 4, 5), "0.1.0", Instant.EPOCH);
    ModelArtifact artifact =
        new ModelArtifact(
            name, ModelArtifact.DRAFT, RankingModelCodec.kind(model), run, Map.of("ndcg@10", .5));
    Calibration rising =
        IsotonicCalibration.fit(
            new float[] {-1, 0, 1}, new float[] {0, 1, 1}, new float[] {1, 1, seed});
    return new TrainedModel.Ranker(artifact, model, List.of(new PlattScaling(2, -1), rising));
  }
}
