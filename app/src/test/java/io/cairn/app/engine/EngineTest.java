package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.app.doctor.Diagnosis;
import io.cairn.app.doctor.Doctor;
import io.cairn.app.doctor.ModelCheck;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.models.AlsTrainer;
import io.cairn.models.Calibration;
import io.cairn.models.ExampleList;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineTest {
  private static final EngineConfig CONFIG =
      Configuration.load(Optional.empty(), List.of("pipeline.ranker.models=[gbdt]")).engine();

  @TempDir private Path home;

  @Test
  void reloadModels_takesUpWhatItWatches_andNothingElse() {
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      assertThat(engine.watched()).contains("als").doesNotContain("other");
      engine.registry().publish(retrieval("als"));
      engine.registry().publish(retrieval("other"));
      assertThat(engine.reloadModels()).containsExactly("model als 1 is in use");
      assertThat(engine.models()).containsOnlyKeys("als");
      assertThat(engine.reloadModels()).isEmpty();
    }
  }

  @Test
  void withoutExploration_leavesNothingToChance() {
    EngineConfig exploring =
        Configuration.load(
                Optional.empty(),
                List.of(
                    "pipeline.rerankers.try-out={ type = epsilon-greedy, epsilon = 0.5,"
                        + " where { pool = 9, first = 1, every = 1 } }",
                    "pipeline.surfaces.home.explore=try-out"))
            .engine();
    try (Engine engine = Engine.open(home, exploring, Progress.NONE)) {
      assertThat(engine.recommender().surfaces().values())
          .anyMatch(surface -> surface.explorer().isPresent());
      assertThat(engine.withoutExploration().surfaces().values())
          .noneMatch(surface -> surface.explorer().isPresent());
    }
  }

  @Test
  void reloadModels_ofARankerUnderTheNameOfARetrievalModel_keepsTheOneInUse() {
    String refusal =
        "version 2 is of kind logistic, which proposes no items: train again, or promote another"
            + " of [1, 2]";
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      engine.registry().publish(retrieval("als"));
      engine.reloadModels();
      engine.registry().publish(ranker("als"));
      assertThat(engine.reloadModels()).containsExactly("model als was refused: " + refusal);
      assertThat(engine.refusedModels()).isEqualTo(Map.of("als", refusal));
      assertThat(engine.models().values())
          .extracting(model -> model.artifact().version())
          .containsExactly(1);
      Diagnosis diagnosis = new Doctor(engine, List.of(), Instant.EPOCH).examine(Progress.NONE);
      assertThat(diagnosis.models()).extracting(ModelCheck::problem).contains(refusal);
    }
  }

  @Test
  void reloadModels_ofARankerWithOtherFeatures_refusesItWithBothLists() {
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      engine.registry().publish(ranker("gbdt"));
      assertThat(engine.reloadModels())
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("model gbdt was refused: the model was trained with the features [age]")
          .contains(engine.features().columns().toString());
      assertThat(engine.models()).isEmpty();
      assertThat(engine.recommender().surfaces()).containsKey("home");
    }
  }

  @Test
  void reloadModels_ofARetrievalModelUnderTheNameOfARanker_isRefused() {
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      engine.registry().publish(retrieval("gbdt"));
      assertThat(engine.reloadModels())
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("is of kind als, which orders no lists");
    }
  }

  @Test
  void schedule_trainsAndTakesUp_andSaysWhatItCouldNot() {
    List<String> news = new ArrayList<>();
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE);
        TrainingSchedule schedule =
            new TrainingSchedule(engine, "test", () -> Instant.EPOCH, news::add)) {
      schedule.train();
      assertThat(news).singleElement(InstanceOfAssertFactories.STRING).contains("interactions");
      news.clear();
      engine.append(List.of(view("ada", "a"), view("ada", "b"), view("bob", "a")));
      schedule.train();
      assertThat(news)
          .contains("model als 1 is in use")
          .anySatisfy(line -> assertThat(line).startsWith("gbdt was not trained: only 1 lists"));
    }
  }

  private static Event view(String user, String item) {
    return new Event.Interaction(
        new EventId(user + item),
        Instant.EPOCH,
        Visitor.of(new UserId(user)),
        new ItemId(item),
        "view",
        1,
        Context.NONE);
  }

  private static TrainedModel retrieval(String name) {
    InteractionMatrix matrix =
        new InteractionMatrix(
            2, new int[] {0, 2}, new int[] {0, 1}, new float[] {1, 1}, new long[2]);
    AlsTrainer trainer = new AlsTrainer(1, 1, .1, 1, 1);
    return new TrainedModel.Retrieval(
        artifact(name, "als"),
        new ItemVocabulary(List.of(new ItemId("a"), new ItemId("b"))),
        trainer.train(matrix, Progress.NONE));
  }

  private static TrainedModel ranker(String name) {
    FeatureMatrix features = new FeatureMatrix(List.of("age"), 2, new float[] {0, 1});
    ExampleList list = new ExampleList(features, new float[] {0, 1}, new float[] {1, 1});
    MemoryRankingExamples examples =
        new MemoryRankingExamples(List.of("age"), List.of("click"), List.of(list));
    return new TrainedModel.Ranker(
        artifact(name, "logistic"),
        new LogisticTrainer(1, 1).train(examples, examples, Progress.NONE),
        List.of(Calibration.platt(1, 0)));
  }

  private static ModelArtifact artifact(String name, String kind) {
    TrainingRun run =
        new TrainingRun(kind, 1, new TrainingSet(0, 2, 1, 2, 2), "test", Instant.EPOCH);
    return new ModelArtifact(name, ModelArtifact.DRAFT, kind, run, Map.of());
  }
}
