package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Candidate;
import io.cairn.core.Visitor;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CalibrationTest extends RerankerContract {

  @Override
  protected Reranker reranker() {
    return new Calibration(.5, "category", 10, 8);
  }

  /** Somebody who liked three of x for one of y, and ten candidates of each, those of x first. */
  private static Slate slate(List<Candidate> ranked, Visitor visitor) {
    Shop shop = shop();
    for (int item = 0; item < 20; item++) {
      shop.branded("n" + item, 1, "", item < 10 ? "x" : "y");
      ranked.add(candidate("n" + item, 20 - item));
    }
    shop.branded("l1", 9, "", "x").branded("l2", 9, "", "x", "x").branded("l3", 9, "", "x");
    shop.branded("l4", 9, "", "y").branded("l5", 9, "", "y");
    shop.does("w", "view", 1, "l1", "l2", "l3", "l4").does("w", "dislike", 1, "l5");
    return slate(shop, visitor, ranked);
  }

  private static List<String> firstEight(double weight, Visitor visitor) {
    List<Candidate> ranked = new ArrayList<>();
    Slate slate = slate(ranked, visitor);
    return new Calibration(weight, "category", 10, 8)
        .reorder(slate, ranked).stream()
            .limit(8)
            .flatMap(candidate -> slate.texts(candidate.item(), "category").stream())
            .toList();
  }

  @Test
  void reorder_givesEachCategoryTheShareThatTheHistoryHas() {
    assertThat(firstEight(.9, Shop.user("w"))).filteredOn("x"::equals).hasSize(6);
    assertThat(firstEight(0, Shop.user("w"))).filteredOn("x"::equals).hasSize(8);
  }

  @Test
  void reorder_withoutAHistory_keepsTheOrder() {
    assertThat(firstEight(.9, Shop.user("nobody"))).filteredOn("x"::equals).hasSize(8);
  }

  @Test
  void reorder_saysWhetherAnItemBringsTheListNearTheHistory() {
    List<Candidate> ranked = new ArrayList<>();
    Slate slate = slate(ranked, Shop.user("w"));
    new Calibration(.5, "category", 10, 20).reorder(slate, ranked);
    assertThat(slate.effects())
        .allSatisfy(
            effect ->
                assertThat(effect.what())
                    .startsWith(effect.amount() > 0 ? "brings the mix of " : "takes the mix of "));
    assertThat(slate.effects())
        .extracting(Effect::what)
        .contains(
            "brings the mix of category near that of the history",
            "takes the mix of category away from that of the history");
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration(2, "category", 1, 1))
        .withMessage("weight must be in [0.0, 1.0], was 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration(1, "", 1, 1))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration(1, "category", 0, 1))
        .withMessage("history must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration(1, "category", 1, 0))
        .withMessage("places must be at least 1, was 0");
  }
}
