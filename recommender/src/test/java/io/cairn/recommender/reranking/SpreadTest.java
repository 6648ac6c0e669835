package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Candidate;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SpreadTest extends RerankerContract {

  @Override
  protected Reranker reranker() {
    return new Spread("category", 1, 3);
  }

  @Property(tries = 50)
  void against_holdsInEveryWindow(
      @ForAll @IntRange(min = 1, max = 3) int max, @ForAll @IntRange(min = 1, max = 6) int more) {
    int window = max + more;
    List<Candidate> ranked = candidates(ITEMS);
    Slate slate = slate(shop(), Shop.user("u"), ranked);
    Placed placed = Placed.of(new Spread("category", max, window).begin(slate), ranked);
    assertThat(placed.items()).hasSizeGreaterThan(max);
    for (int end = 1; end <= placed.items().size(); end++) {
      List<Candidate> near = placed.items().subList(Math.max(0, end - window), end);
      for (String value : List.of("toys", "dogs", "food")) {
        assertThat(near)
            .filteredOn(c -> slate.texts(c.item(), "category").contains(value))
            .hasSizeLessThanOrEqualTo(max);
      }
    }
  }

  @Test
  void against_saysWhy_untilTheWindowHasPassed() {
    List<Candidate> ranked = List.of(candidate("i0", 1), candidate("i2", 1), candidate("i3", 1));
    Placement.Placing placing =
        new Spread("brand", 1, 2).begin(slate(shop(), Shop.user("u"), ranked));
    placing.placed(ranked.getFirst(), 1);
    assertThat(placing.against(ranked.get(2), 2)).contains("1 of brand acme in the place above");
    placing.placed(ranked.get(1), 2);
    assertThat(placing.against(ranked.get(2), 3)).isEmpty();
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spread("", 1, 2))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spread("brand", 0, 2))
        .withMessage("max must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spread("brand", 2, 2))
        .withMessage("window must be above max, was 2 of 2");
  }
}
