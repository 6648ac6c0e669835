package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.index.UpdatableIndex;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ShopModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelIndexesTest {
  private final List<String> indexed = new ArrayList<>();
  private final ModelIndexes indexes =
      new ModelIndexes(
          (model, vectors) -> {
            indexed.add(model.name());
            return Indexer.build(vectors);
          },
          new UpdatableIndex.Rebuilds(Runnable::run, _ -> {}));

  @Test
  void of_modelsThatStay_keepsTheirIndexesAndVocabulary() {
    TrainedModel.Retrieval one = als("one", 1);
    TrainedModel.Retrieval two = als("two", 2);
    Map<String, IndexedModel> before = indexes.of(List.of(one, two));
    TrainedModel.Retrieval other = als("two", 3);
    TrainedModel.Retrieval ease = ShopModels.train("ease", new EaseTrainer(1), "a b", "b");
    Map<String, IndexedModel> after = indexes.of(List.of(one, other, ease));
    assertThat(indexed).containsExactly("one", "two", "two");
    assertThat(after.get("one")).isSameAs(before.get("one"));
    assertThat(after.values()).extracting(IndexedModel::trained).contains(other);
    assertThat(after.values()).extracting(IndexedModel::items).containsOnly(one.items());
  }

  @Test
  void of_aModelThatWasGone_indexesItAgain() {
    indexes.of(List.of(als("one", 1)));
    assertThat(indexes.of(List.of())).isEmpty();
    assertThat(indexes.of(List.of(als("one", 1)))).containsOnlyKeys("one");
    assertThat(indexed).containsExactly("one", "one");
  }

  private static TrainedModel.Retrieval als(String name, int seed) {
    return ShopModels.train(name, new AlsTrainer(4, 1, 1, 1, seed), "a b", "b");
  }
}
