package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import io.cairn.models.ItemToItemModel;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.Shop;
import io.cairn.recommender.ShopModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class NeighborSourceTest {
  private static NeighborSource source(NeighborSource.Anchors anchors, String... baskets) {
    TrainedModel.Retrieval trained =
        ShopModels.train("similar", new ItemToItemTrainer(10, 0, .5, 0), baskets);
    return new NeighborSource(
        "source", trained.items(), (ItemToItemModel) trained.model(), anchors);
  }

  @Nested
  final class OfSeeds extends CandidateSourceContract {
    @Override
    protected CandidateSource source(Shop shop) {
      return NeighborSourceTest.source(NeighborSource.Anchors.SEEDS, BASKETS);
    }

    @Test
    void retrieve_sumsTheSimilaritiesToTheSeeds() {
      NeighborSource source =
          NeighborSourceTest.source(NeighborSource.Anchors.SEEDS, "p x", "q x", "q y", "q");
      Query query =
          new Shop().query(Shop.request("similar", Visitor.ANONYMOUS, 10, "p", "q", "q", "none"));
      List<ScoredItem> items = source.retrieve(query, 10);
      // x is in two rows, one with p, one with q, which is in three
      assertThat(items).extracting(s -> s.item().value()).containsExactly("x", "y");
      assertThat(items.get(0).score())
          .isCloseTo((float) (1 / Math.sqrt(2) + 1 / Math.sqrt(6)), within(1e-5f));
      assertThat(items.get(0).because()).contains(new ItemId("p"));
      assertThat(items.get(1).score()).isCloseTo((float) (1 / Math.sqrt(3)), within(1e-5f));
    }

    @Test
    void reason_namesTheSeed() {
      Proposal proposal = new Proposal("source", 1, 1, Optional.of(new ItemId("p")));
      assertThat(source(shop()).reason(shop().query(Shop.user("u")), proposal, id -> "The " + id))
          .isEqualTo("goes with The p");
    }
  }

  @Nested
  final class OfTheLastItem extends CandidateSourceContract {
    @Override
    protected CandidateSource source(Shop shop) {
      return NeighborSourceTest.source(NeighborSource.Anchors.LAST, BASKETS);
    }

    @Test
    void retrieve_looksAtTheLastItemThatWasNotDisliked() {
      Shop shop =
          new Shop()
              .does("u", "view", 3, "p")
              .does("u", "purchase", 2, "q")
              .does("u", "dislike", 1, "r");
      NeighborSource source =
          NeighborSourceTest.source(NeighborSource.Anchors.LAST, "p x", "q y", "r z");
      Query query = shop.query(Shop.user("u"));
      assertThat(source.retrieve(query, 10))
          .containsExactly(new ScoredItem(new ItemId("y"), 1, Optional.of(new ItemId("q"))));
      assertThat(
              source.reason(
                  query,
                  new Proposal("source", 1, 1, Optional.of(new ItemId("q"))),
                  id -> "The " + id))
          .isEqualTo("because you bought The q");
    }
  }

  @Nested
  final class OfRecentItems extends CandidateSourceContract {
    @Override
    protected CandidateSource source(Shop shop) {
      return NeighborSourceTest.source(NeighborSource.Anchors.RECENT, BASKETS);
    }

    @Test
    void retrieve_countsEachAnchorLessThanTheOneAfterIt() {
      Shop shop =
          new Shop().does("u", "view", 3, "p").does("u", "wave", 2, "q").does("u", "view", 1, "r");
      NeighborSource source =
          NeighborSourceTest.source(NeighborSource.Anchors.RECENT, "p x", "q y", "r z");
      Query query = shop.query(Shop.user("u"));
      List<ScoredItem> items = source.retrieve(query, 10);
      assertThat(items).extracting(s -> s.item().value()).containsExactly("z", "y", "x");
      assertThat(items.get(0).score()).isEqualTo(1f);
      assertThat(items.get(1).score()).isCloseTo(0.8f, within(1e-6f));
      assertThat(items.get(2).score()).isCloseTo(0.64f, within(1e-6f));
      Proposal proposal = new Proposal("source", 1, 1, items.get(1).because());
      assertThat(source.reason(query, proposal, id -> "The " + id)).isEqualTo("because of The q");
    }

    @Test
    void retrieve_stopsAfterTenAnchors() {
      Shop shop = new Shop().does("u", "view", 30, "p");
      shop.does("u", "view", 1, "1", "2", "3", "4", "5", "6", "7", "8", "9");
      NeighborSource source = NeighborSourceTest.source(NeighborSource.Anchors.RECENT, "p x");
      assertThat(source.retrieve(shop.query(Shop.user("u")), 10)).hasSize(1);
      shop.does("u", "view", 1, "10");
      assertThat(source.retrieve(shop.query(Shop.user("u")), 10)).isEmpty();
    }
  }
}
