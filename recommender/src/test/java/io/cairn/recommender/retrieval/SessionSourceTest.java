package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.models.History;
import io.cairn.models.RetrievalModel;
import io.cairn.models.SessionKnnTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.io.DataOutput;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

  /** Speaks for the item after each column that an event was with, as often as there were such. */
  private record Successors(int items) implements RetrievalModel {
    @Override
    public float[] score(History history) {
      float[] scores = new float[items];
      for (int column : history.events().columns()) {
        scores[(column + 1) % items]++;
      }
      return scores;
    }

    @Override
    public void write(DataOutput out) {
      throw new UnsupportedOperationException("nobody keeps this model");
    }
  }

  @Test
  void retrieve_asksTheModelAboutEveryEventOfTheLastSession() {
    ItemVocabulary items =
        new ItemVocabulary(Stream.of("a", "b", "c", "d", "e", "f").map(ItemId::new).toList());
    CandidateSource source =
        new SessionSource("source", items, new Successors(6), Duration.ofMinutes(30));
    Shop shop = new Shop().does("u", "view", 2, "e", "e", "e").does("u", "view", 1, "a", "c", "a");
    List<ScoredItem> found = source.retrieve(shop.query(Shop.user("u")), 10);
    assertThat(found).extracting(scored -> scored.item().value()).containsExactly("b", "d");
    assertThat(found).extracting(ScoredItem::score).containsExactly(2f, 1f);
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
