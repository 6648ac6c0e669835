package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemContent;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.ModelArtifact;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import io.cairn.models.TwoTowerTrainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ModelTrainingTest {
  private static final Logs LOGS =
      new Logs()
          .view(1, "u", "a", "b")
          .view(2, "v", "b", "c")
          .does(2, "v", "purchase", "b")
          .does(3, "u", "dislike", "c");

  private static ModelTraining.Result train(
      Logs logs, Map<String, TrainingSettings.ModelSettings> models, Progress progress) {
    InteractionTable table = InteractionTable.of(logs.stream(), Logs.WEIGHTS, Set.of("dislike"));
    ModelTraining.Provenance provenance = new ModelTraining.Provenance(3, 9, "1.2.3", Logs.START);
    return new ModelTraining(table, provenance, progress).train(Planted.training(models));
  }

  private static TrainingSettings.ModelSettings histories(int itemsMax, RetrievalTrainer trainer) {
    return new TrainingSettings.ModelSettings(TrainingSettings.Rows.HISTORIES, itemsMax, trainer);
  }

  @Test
  void train_recordsWhereEachModelCameFrom() {
    AlsTrainer als = new AlsTrainer(2, 1, 1, 1, 42);
    ModelTraining.Result result =
        train(
            LOGS,
            Map.of("popular", histories(0, new PopularTrainer()), "als", histories(3, als)),
            Progress.NONE);
    assertThat(result.skipped()).isEmpty();
    assertThat(result.models())
        .extracting(TrainedModel.Retrieval::artifact)
        .containsExactly(
            artifact("als", "als", als.toString(), 42),
            artifact("popular", "popular", new PopularTrainer().toString(), 0));
    assertThat(result.models())
        .allSatisfy(
            m ->
                assertThat(m.items().items())
                    .extracting(i -> i.value())
                    .containsExactly("a", "b", "c"));
  }

  @Test
  void train_givesTowersTheContentOfItems() {
    TwoTowerTrainer towers =
        new TwoTowerTrainer(
            4, 3, .05, 0, 0, 64, List.of(), .5, .1, .2, 0, 0, .3, .1, Duration.ZERO, 3, 7);
    ModelTraining.Result result =
        train(Planted.logs(), Map.of("towers", histories(0, towers)), Progress.NONE);
    TrainedModel.Retrieval trained = result.models().getFirst();
    assertThat(trained.artifact().kind()).isEqualTo("two-tower");
    assertThat(trained.artifact().run().seed()).isEqualTo(7);
    ItemContent added = ItemContent.of(List.of(ItemContent.tokens(List.of("category=genre 2"))));
    EmbeddingModel model = (EmbeddingModel) trained.model();
    assertThat(model.contentVectors(added).orElseThrow()).hasSize(4).doesNotContain(0);
  }

  private static ModelArtifact artifact(String name, String kind, String trainer, long seed) {
    TrainingSet set = new TrainingSet(3, 9, 2, 3, 5);
    return new ModelArtifact(
        name,
        ModelArtifact.DRAFT,
        kind,
        new TrainingRun(trainer, seed, set, "1.2.3", Logs.START),
        Map.of());
  }

  @Test
  void train_aCatalogueThatIsTooLarge_skipsTheModel_andSaysWhy() {
    ModelTraining.Result result =
        train(
            LOGS,
            Map.of(
                "ease", histories(2, new EaseTrainer(1)),
                "popular", histories(0, new PopularTrainer())),
            Progress.NONE);
    assertThat(result.skipped()).isEqualTo(Map.of("ease", "3 items are more than its items-max 2"));
    assertThat(result.models()).extracting(m -> m.artifact().name()).containsExactly("popular");
  }

  @Test
  void train_whatATrainerRefuses_skipsTheModel_andKeepsTheOthers() {
    Logs many = new Logs();
    many.view(
        1,
        "u",
        IntStream.range(0, EaseTrainer.ITEMS_MAX + 1)
            .mapToObj(i -> "i" + i)
            .toArray(String[]::new));
    ModelTraining.Result result =
        train(
            many,
            Map.of(
                "ease", histories(0, new EaseTrainer(1)),
                "popular", histories(0, new PopularTrainer())),
            Progress.NONE);
    assertThat(result.skipped()).containsOnlyKeys("ease");
    assertThat(result.skipped().get("ease")).startsWith("ease would need");
    assertThat(result.models()).hasSize(1);
  }

  @Test
  void train_withoutAnyBasket_skipsTheModelsOfBaskets() {
    TrainingSettings.ModelSettings together =
        new TrainingSettings.ModelSettings(
            TrainingSettings.Rows.BASKETS, 0, new ItemToItemTrainer(5, 0, .5, 0));
    ModelTraining.Result result = train(LOGS, Map.of("together", together), Progress.NONE);
    assertThat(result.models()).isEmpty();
    assertThat(result.skipped()).containsOnlyKeys("together");
  }

  @Test
  void train_withoutInteractions_isRefused() {
    for (Logs nothing : List.of(new Logs(), new Logs().view(1, "u", "a").forgets(2, "u"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> train(nothing, Map.of(), Progress.NONE))
          .withMessage("there are no interactions to train from, import some first");
    }
  }

  @Test
  void train_tellsWhichModelIsTrained() {
    List<String> steps = new ArrayList<>();
    train(
        LOGS,
        Map.of("mine", histories(0, new AlsTrainer(2, 2, 1, 1, 1))),
        (step, done, total) -> steps.add(step + " " + done + "/" + total));
    assertThat(steps).containsExactly("mine: sweeping 1/2", "mine: sweeping 2/2");
  }
}
