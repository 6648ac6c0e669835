package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.index.IndexPlan;
import io.cairn.index.UpdatableIndex;
import io.cairn.index.VectorIndex;
import io.cairn.models.AlsTrainer;
import io.cairn.models.Calibration;
import io.cairn.models.EaseTrainer;
import io.cairn.models.ExampleList;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RankingModel;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ShopModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IndexedModelTest {
  private final TrainedModel.Retrieval ease =
      ShopModels.train("ease", new EaseTrainer(1), "a b", "b");

  @Test
  void of_bothKinds_keepsTheRetrievalModels() {
    assertThat(ModelIndexes.inMemory().of(List.of(ease, ranker()))).containsOnlyKeys("ease");
  }

  @Test
  void of_modelsOfTheSameItems_givesThemOneVocabulary() {
    TrainedModel.Retrieval other = ShopModels.train("other", new EaseTrainer(2), "a b", "a");
    assertThat(
            ModelIndexes.inMemory().of(List.of(ease, other)).values().stream()
                .map(IndexedModel::items))
        .hasSize(2)
        .allMatch(items -> items == ease.items());
  }

  @Test
  void of_fewVectors_comparesEach() {
    TrainedModel.Retrieval als = ShopModels.train("als", new AlsTrainer(4, 1, 1, 1, 1), "a b", "b");
    assertThat(ModelIndexes.inMemory().of(List.of(als)).values())
        .flatExtracting(model -> model.index().stream().toList())
        .singleElement()
        .isInstanceOf(UpdatableIndex.class)
        .extracting(VectorIndex::size)
        .isEqualTo(2);
    assertThat(IndexedModel.plan(als).map(IndexPlan::reason))
        .hasValue("2 vectors of 4 numbers are few enough to compare each");
    assertThat(IndexedModel.plan(ease)).isEmpty();
    assertThat(IndexedModel.space(als)).isPresent();
    assertThat(IndexedModel.space(ease)).isEmpty();
  }

  private TrainedModel.Ranker ranker() {
    FeatureMatrix features = new FeatureMatrix(List.of("age"), 2, new float[] {0, 1});
    ExampleList list = new ExampleList(features, new float[] {0, 1}, new float[] {1, 1});
    MemoryRankingExamples examples =
        new MemoryRankingExamples(List.of("age"), List.of("click"), List.of(list));
    RankingModel model = new LogisticTrainer(1, 1).train(examples, examples, Progress.NONE);
    ModelArtifact artifact =
        new ModelArtifact("ranker", 1, "logistic", ease.artifact().run(), Map.of());
    return new TrainedModel.Ranker(artifact, model, List.of(Calibration.platt(1, 0)));
  }
}
