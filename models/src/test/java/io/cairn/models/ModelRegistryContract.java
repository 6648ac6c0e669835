package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    TrainedModel published = model("als", 3);
    ModelArtifact artifact = registry().publish(published);
    TrainedModel loaded = registry().load("als", 1);
    History history = Matrices.history(1, 2);
    assertThat(loaded.artifact()).isEqualTo(artifact);
    assertThat(loaded.artifact()).isEqualTo(published.artifact().withVersion(1));
    assertThat(loaded.items().items()).isEqualTo(published.items().items());
    assertThat(loaded.model().score(history)).isEqualTo(published.model().score(history));
    assertThat(registry().artifact("als", 1)).isEqualTo(artifact);
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
  protected static TrainedModel model(String name, long seed) {
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
    return new TrainedModel(artifact, items, trainer.train(matrix, Progress.NONE));
  }
}
