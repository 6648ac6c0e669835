package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.History;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EmbeddingSourceTest extends CandidateSourceContract {
  private final TrainedModel.Retrieval trained =
      ShopModels.train("als", new AlsTrainer(4, 10, 0.1, 10, 1), BASKETS);

  @Override
  protected CandidateSource source(Shop shop) {
    return new EmbeddingSource(
        "source",
        trained.items(),
        (EmbeddingModel) trained.model(),
        ModelIndexes.inMemory()
            .of(List.of(trained))
            .values()
            .iterator()
            .next()
            .index()
            .orElseThrow(),
        1);
  }

  @Test
  void retrieve_findsWhatTheModelScoresHighest() {
    Shop shop = shop();
    float[] scores =
        trained
            .model()
            .score(
                new History(new int[] {trained.items().column(new ItemId("a"))}, new float[] {1}));
    List<String> best =
        IntStream.range(0, scores.length)
            .boxed()
            .filter(column -> scores[column] > 0)
            .sorted((one, other) -> Float.compare(scores[other], scores[one]))
            .map(column -> trained.items().item(column).value())
            .filter(item -> !item.equals("a"))
            .toList();
    assertThat(best).isNotEmpty();
    assertThat(source(shop).retrieve(shop.query(Shop.user("u")), 10))
        .extracting(s -> s.item().value())
        .containsExactlyElementsOf(best);
  }

  @Test
  void retrieve_proposesNothingThatDoesNotFit() {
    Shop shop = shop().does("x", "dislike", 1, "a", "b", "c");
    assertThat(source(shop).retrieve(shop.query(Shop.user("x")), 10))
        .allSatisfy(scored -> assertThat(scored.score()).isPositive());
  }
}
