package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Candidate;
import io.cairn.core.Visitor;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SerendipityTest extends RerankerContract {

  private static Serendipity serendipity(double share, int places) {
    return new Serendipity(share, "category_affinity", "item_popularity", places);
  }

  @Override
  protected Reranker reranker() {
    return serendipity(.5, 10);
  }

  /** Toys are liked; h is popular, g and f are neither like the history nor popular. */
  private static List<String> order(Visitor visitor, Serendipity serendipity) {
    Shop shop = shop().branded("toy", 9, "", "toys").does("w", "view", 1, "toy");
    for (String item : List.of("a", "b", "c", "d", "e")) {
      shop.branded(item, 9, "", "toys").does("x", "view", 1, item);
    }
    shop.branded("f", 9, "", "food").branded("g", 9, "", "food").branded("h", 9, "", "food");
    shop.does("x", "purchase", 1, "h");
    List<Candidate> ranked =
        List.of(
            candidate("a", 9),
            candidate("b", 8),
            candidate("c", 7),
            candidate("h", 6),
            candidate("d", 5),
            candidate("g", 4),
            candidate("f", 3),
            candidate("e", 2));
    return serendipity.reorder(slate(shop, visitor, ranked), ranked).stream()
        .map(candidate -> candidate.item().value())
        .toList();
  }

  @Test
  void reorder_givesEveryThirdPlaceToASurprise() {
    assertThat(order(Shop.user("w"), serendipity(1.0 / 3, 10)))
        .containsExactly("a", "b", "g", "c", "h", "f", "d", "e");
  }

  @Test
  void reorder_amongFewPlaces_leavesTheOthers() {
    assertThat(order(Shop.user("w"), serendipity(1.0 / 3, 5)))
        .containsExactly("a", "b", "g", "c", "h", "d", "f", "e");
  }

  @Test
  void reorder_withoutAHistory_keepsTheOrder() {
    assertThat(order(Visitor.ANONYMOUS, serendipity(1, 10)))
        .containsExactly("a", "b", "c", "h", "d", "g", "f", "e");
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> serendipity(-.1, 10))
        .withMessage("share must be in [0.0, 1.0], was -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> serendipity(1, 0))
        .withMessage("places must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Serendipity(1, "", "x", 1))
        .withMessage("likeness must not be blank");
  }
}
