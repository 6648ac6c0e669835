package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.models.AlsTrainer;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A source with a vector for each of several interests. */
final class EmbeddingSourceInterestsTest extends CandidateSourceContract {
  private static final int ITEMS = 60;
  private static final int PLACES = 10;

  @Override
  protected CandidateSource source(Shop shop) {
    return source(ShopModels.train("als", new AlsTrainer(4, 10, 0.1, 10, 1), BASKETS), 3);
  }

  private static CandidateSource source(TrainedModel.Retrieval trained, int interests) {
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
        interests);
  }

  @Test
  void retrieve_afterEighteenOfOneTasteAndTwoOfAnother_proposesBoth() {
    assertThat(tastes(3)).contains("a", "b");
    assertThat(tastes(3).stream().filter("a"::equals).count()).isGreaterThan(PLACES / 2);
  }

  @Test
  void retrieve_withOneInterest_proposesTheGreatTasteAlone() {
    assertThat(tastes(1)).hasSize(PLACES).containsOnly("a");
  }

  /** Returns the taste of each proposal for somebody with 18 items of one and 2 of another. */
  private static List<String> tastes(int interests) {
    Shop shop =
        new Shop().does("w", "view", 2, items("a", 0, 18)).does("w", "view", 1, items("b", 5, 7));
    TrainedModel.Retrieval trained =
        ShopModels.train("als", new AlsTrainer(8, 10, 0.1, 10, 1), baskets());
    return source(trained, interests).retrieve(shop.query(Shop.user("w")), PLACES).stream()
        .map(scored -> scored.item().value().substring(0, 1))
        .toList();
  }

  private static String[] items(String taste, int from, int to) {
    return IntStream.range(from, to).mapToObj(item -> taste + item).toArray(String[]::new);
  }

  /** Returns baskets of either taste. */
  private static String[] baskets() {
    Random random = new Random(3);
    return IntStream.range(0, 200)
        .mapToObj(
            basket ->
                random
                    .ints(0, ITEMS)
                    .distinct()
                    .limit(8)
                    .mapToObj(item -> (basket % 2 == 0 ? "a" : "b") + item)
                    .collect(Collectors.joining(" ")))
        .toArray(String[]::new);
  }
}
