package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import io.cairn.models.AlsTrainer;
import io.cairn.models.FolderModelRegistry;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryModelsTest {
  private static final ItemId ITEM = new ItemId("a");

  @TempDir private Path folder;
  private FolderModelRegistry registry;
  private RegistryModels models;

  @BeforeEach
  void publish() {
    registry = new FolderModelRegistry(folder);
    models = new RegistryModels(registry, Set.of("als", "other"));
    registry.publish(als(1));
    registry.publish(als(2));
  }

  @Test
  void spaces_areOfTheVersionsAskedFor() {
    float[] first = vector(1);
    float[] second = vector(2);
    assertThat(first).isNotEqualTo(second);
    assertThat(vector(1)).isEqualTo(first);
  }

  @Test
  void spaces_ofModelsThatNoFeatureLooksAt_areNone() {
    assertThat(models.spaces(Map.of("gbdt", 1))).isEmpty();
  }

  /** Were it left out, a feature that names another model after it would look at that one. */
  @Test
  void spaces_ofAVersionThatIsGone_knowNothing() {
    assertThat(models.spaces(Map.of("als", 3)))
        .containsExactly(Map.entry("als", RegistryModels.GONE));
    assertThat(RegistryModels.GONE.ofItem(ITEM)).isEmpty();
    assertThat(vector(1)).hasSize(4);
  }

  private float[] vector(int version) {
    return models
        .spaces(Map.of("als", version))
        .getOrDefault("als", RegistryModels.GONE)
        .ofItem(ITEM)
        .orElseThrow();
  }

  private static TrainedModel als(long seed) {
    InteractionMatrix matrix =
        new InteractionMatrix(1, new int[] {0, 1}, new int[] {0}, new float[] {1}, new long[1]);
    TrainingRun run =
        new TrainingRun("als", seed, new TrainingSet(0, 1, 1, 1, 1), "test", Instant.EPOCH);
    return new TrainedModel.Retrieval(
        new ModelArtifact("als", ModelArtifact.DRAFT, "als", run, Map.of()),
        new ItemVocabulary(List.of(ITEM)),
        new AlsTrainer(4, 1, .1, 1, seed).train(matrix, Progress.NONE));
  }
}
