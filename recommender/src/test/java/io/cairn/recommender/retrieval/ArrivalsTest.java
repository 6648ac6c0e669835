package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemContent;
import io.cairn.models.TrainedModel;
import io.cairn.models.TwoTowerTrainer;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Items that come after a model was trained. */
final class ArrivalsTest {
  private static final String FIRST = "abcdef";
  private static final String SECOND = "uvwxyz";
  private static final String[] BASKETS =
      IntStream.range(0, 120).mapToObj(ArrivalsTest::basket).toArray(String[]::new);

  /** Returns three items of one category. */
  private static String basket(int row) {
    String items = row % 2 == 0 ? FIRST : SECOND;
    return IntStream.of(0, 1, 3)
        .mapToObj(step -> items.substring((row / 2 + step) % 6, (row / 2 + step) % 6 + 1))
        .collect(Collectors.joining(" "));
  }

  @Test
  void arrived_isProposedToThoseWhoLikeItsLike() {
    IndexedModel model = indexed(towers());
    assertThat(proposed(model, "a")).isNotEmpty().doesNotContain("new");
    model.arrived(item("new", FIRST));
    assertThat(proposed(model, "a")).contains("new");
    assertThat(score(model, "a")).isGreaterThan(score(model, "x"));
  }

  @Test
  void arrived_ofWhichNothingIsKnown_orThatWasInTraining_changesNothing() {
    IndexedModel model = indexed(towers());
    List<String> before = proposed(model, "a");
    model.arrived(item("new", "unheard of"));
    model.arrived(item("b", SECOND));
    assertThat(proposed(model, "a")).isEqualTo(before);
  }

  @Test
  void arrived_toAModelThatDoesNotLookAtContent_changesNothing() {
    IndexedModel model = indexed(ShopModels.train("m", new AlsTrainer(4, 3, 1, 1, 1), BASKETS));
    assertThat(model.isByContent()).isFalse();
    model.arrived(item("new", FIRST));
    assertThat(proposed(model, "a")).isNotEmpty().doesNotContain("new");
  }

  /** Returns two towers that learned without dense layers from items of two categories. */
  private static TrainedModel.Retrieval towers() {
    TwoTowerTrainer trainer =
        new TwoTowerTrainer(
            8, 60, .05, 0, 0, 16, List.of(), .5, 0, .2, 0, 0, .5, 0, Duration.ZERO, 60, 1);
    return ShopModels.train(
        "m",
        trainer,
        id -> ItemContent.tokens(ItemTexts.of(item(id.value(), category(id.value())))),
        BASKETS);
  }

  private static String category(String item) {
    return FIRST.contains(item) ? FIRST : SECOND;
  }

  private static IndexedModel indexed(TrainedModel.Retrieval trained) {
    return ModelIndexes.inMemory().of(List.of(trained)).values().iterator().next();
  }

  private static List<ScoredItem> search(IndexedModel model, String liked) {
    Shop shop = new Shop().does("u", "view", 1, liked);
    EmbeddingModel vectors = (EmbeddingModel) model.trained().model();
    return new EmbeddingSource("source", model.items(), vectors, model.index().orElseThrow(), 1)
        .retrieve(shop.query(Shop.user("u")), 10);
  }

  private static List<String> proposed(IndexedModel model, String liked) {
    return search(model, liked).stream().map(scored -> scored.item().value()).toList();
  }

  private static float score(IndexedModel model, String liked) {
    return search(model, liked).stream()
        .filter(scored -> scored.item().value().equals("new"))
        .map(ScoredItem::score)
        .findFirst()
        .orElse(0f);
  }

  private static Item item(String id, String category) {
    return new Item(new ItemId(id), Map.of(), List.of(category), true, Optional.empty());
  }
}
