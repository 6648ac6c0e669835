package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Visitor;
import io.cairn.recommender.Shop;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RandomSourceTest extends CandidateSourceContract {
  @Override
  protected CandidateSource source(Shop shop) {
    return new RandomSource("source", 42, charts(shop));
  }

  @Test
  void retrieve_givesEveryItemTheSameChance() {
    Shop shop = new Shop().items(9, "a", "b", "c", "d");
    CandidateSource source = source(shop);
    Map<String, Integer> first = new HashMap<>();
    for (int user = 0; user < 4_000; user++) {
      ScoredItem drawn = source.retrieve(shop.query(Shop.user("u" + user)), 1).getFirst();
      first.merge(drawn.item().value(), 1, Integer::sum);
    }
    assertThat(first).hasSize(4);
    assertThat(first.values()).allSatisfy(n -> assertThat(n).isCloseTo(1_000, within(120)));
  }

  @Test
  void retrieve_ofSome_leavesOutWhatIsNotInTheCatalogue() {
    Shop shop = shop();
    assertThat(source(shop).retrieve(shop.queryOnly(Visitor.ANONYMOUS, "a", "unknown"), 10))
        .extracting(s -> s.item().value())
        .containsExactly("a");
  }

  @Test
  void retrieve_withAnotherSeed_givesAnotherOrder() {
    Shop shop = shop();
    Query query = shop.query(Visitor.ANONYMOUS);
    assertThat(new RandomSource("source", 43, charts(shop)).retrieve(query, 10))
        .isNotEqualTo(source(shop).retrieve(query, 10));
  }

  @Test
  void reason_saysSo() {
    Shop shop = shop();
    assertThat(reason(source(shop), shop.query(Visitor.ANONYMOUS))).isEqualTo("drawn at random");
  }
}
