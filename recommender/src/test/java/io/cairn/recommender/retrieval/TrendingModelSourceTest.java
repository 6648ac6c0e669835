package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.models.EaseTrainer;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrendingModelSourceTest extends CandidateSourceContract {
  @Override
  protected CandidateSource source(Shop shop) {
    return source(shop, ShopModels.train("ease", new EaseTrainer(1), BASKETS));
  }

  private static CandidateSource source(Shop shop, TrainedModel.Retrieval trained) {
    return new TrendingModelSource(
        "source",
        trained.items(),
        trained.model(),
        new TrendingModelSource.Settings(Duration.ofDays(10), 0.5),
        charts(shop));
  }

  @Test
  void retrieve_multipliesTasteAndTrend() {
    TrainedModel.Retrieval model =
        ShopModels.train("similar", new ItemToItemTrainer(10, 0, .5, 0), "p x", "y");
    Shop shop = new Shop().items(99, "p", "x", "y").does("v", "view", 0, "x", "y", "y");
    shop.does("u", "view", 0, "p");
    List<ScoredItem> items = source(shop, model).retrieve(shop.query(Shop.user("u")), 10);
    assertThat(items).extracting(s -> s.item().value()).containsExactly("x", "y");
    // x: similarity 1, one view now, trend 1·√(1/2); y: similarity 0, two views, trend 2·√(2/3)
    assertThat(items.get(0).score())
        .isCloseTo(
            (float) (0.5 * Math.log(1.003) + Math.log(Math.sqrt(0.5) + 0.001)), within(1e-4f));
    assertThat(items.get(1).score())
        .isCloseTo(
            (float) (0.5 * Math.log(0.003) + Math.log(2 * Math.sqrt(2 / 3.0) + 0.001)),
            within(1e-4f));
  }

  @Test
  void settings_withoutTaste_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SourceSettings.TrendingModel(List.of("als"), Duration.ofDays(1), Double.NaN))
        .withMessage("taste must be above 0, was NaN");
  }
}
