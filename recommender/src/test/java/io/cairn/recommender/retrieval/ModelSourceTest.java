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

final class ModelSourceTest extends CandidateSourceContract {
  private static final Duration HALF_LIFE = Duration.ofDays(10);

  @Override
  protected CandidateSource source(Shop shop) {
    return source(ShopModels.train("ease", new EaseTrainer(1), BASKETS));
  }

  private static CandidateSource source(TrainedModel.Retrieval trained) {
    return new ModelSource("source", trained.items(), trained.model(), HALF_LIFE);
  }

  @Test
  void retrieve_weighsTheHistoryByItsAge() {
    // cosine without shrinkage: x and y always come with p, z with q only in one of two rows
    TrainedModel.Retrieval model =
        ShopModels.train("similar", new ItemToItemTrainer(10, 0, .5, 0), "p x", "q z", "q");
    Shop shop = new Shop().does("u", "view", 20, "p").does("u", "view", 0, "q");
    List<ScoredItem> items = source(model).retrieve(shop.query(Shop.user("u")), 10);
    assertThat(items).extracting(s -> s.item().value()).containsExactly("z", "x");
    assertThat(items.get(0).score()).isCloseTo((float) Math.sqrt(0.5), within(1e-5f));
    assertThat(items.get(1).score()).isCloseTo(0.25f, within(1e-5f));
  }

  @Test
  void retrieve_afterDislikesOnly_givesNothing() {
    Shop shop = new Shop().does("u", "dislike", 1, "a", "b");
    assertThat(source(shop).retrieve(shop.query(Shop.user("u")), 10)).isEmpty();
  }

  @Test
  void settings_withoutAHalfLife_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceSettings.Model(List.of("als"), Duration.ZERO))
        .withMessage("history-half-life must be at least 1 ms, was PT0S");
  }
}
