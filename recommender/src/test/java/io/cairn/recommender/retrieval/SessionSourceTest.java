package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.models.SessionKnnTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SessionSourceTest extends CandidateSourceContract {
  @Override
  protected CandidateSource source(Shop shop) {
    return source(BASKETS);
  }

  private static CandidateSource source(String... sessions) {
    TrainedModel.Retrieval trained =
        ShopModels.train("sessions", new SessionKnnTrainer(100, 1_000, 3), sessions);
    return new SessionSource("source", trained.items(), trained.model(), Duration.ofMinutes(30));
  }

  @Test
  void retrieve_looksAtTheLastSessionAlone() {
    Shop shop = new Shop().does("u", "view", 2, "p").does("u", "view", 1, "q");
    List<ScoredItem> items = source("p x", "q z").retrieve(shop.query(Shop.user("u")), 10);
    assertThat(items).extracting(scored -> scored.item().value()).containsExactly("z");
  }

  @Test
  void retrieve_ofTheLastSession_looksAtAllOfIt() {
    Shop shop = new Shop().does("u", "view", 1, "p", "q");
    List<ScoredItem> items = source("p x", "q z").retrieve(shop.query(Shop.user("u")), 10);
    assertThat(items).extracting(scored -> scored.item().value()).containsExactly("z", "x");
  }

  @Test
  void retrieve_forNobodyKnown_givesNothing() {
    assertThat(source("p x").retrieve(new Shop().query(Shop.user("u")), 10)).isEmpty();
  }

  @Test
  void settings_withoutAGap_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceSettings.Session(List.of("sessions"), Duration.ZERO))
        .withMessage("gap must be at least 1 ms, was PT0S");
  }
}
