package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Visitor;
import io.cairn.recommender.Shop;
import org.junit.jupiter.api.Test;

final class SegmentSourceTest extends CandidateSourceContract {
  @Override
  protected CandidateSource source(Shop shop) {
    return new SegmentSource("source", charts(shop));
  }

  @Test
  void retrieve_givesWhatPeopleOfTheSegmentDid() {
    Shop shop =
        new Shop()
            .items(9, "a", "b", "c")
            .user("u", "north")
            .user("v", "north")
            .user("w", "south")
            .does("v", "view", 1, "a")
            .does("v", "purchase", 1, "b")
            .does("w", "purchase", 1, "c", "a");
    assertThat(source(shop).retrieve(shop.query(Shop.user("u")), 10))
        .extracting(s -> s.item().value())
        .containsExactly("b", "a");
  }

  @Test
  void retrieve_forSomebodyOfNoSegment_givesNothing() {
    Shop shop = shop();
    assertThat(source(shop).retrieve(shop.query(Visitor.ANONYMOUS), 10)).isEmpty();
  }

  @Test
  void reason_namesTheSegment() {
    Shop shop = shop();
    assertThat(reason(source(shop), shop.query(Shop.user("u"))))
        .isEqualTo("popular with region north");
  }
}
