package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Candidate;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CapTest extends RerankerContract {

  @Override
  protected Reranker reranker() {
    return new Cap("brand", 2, 10);
  }

  @Property(tries = 50)
  void against_holdsInEveryPrefix(
      @ForAll @IntRange(min = 1, max = 4) int max, @ForAll @IntRange(min = 1, max = 20) int first) {
    List<Candidate> ranked = candidates(ITEMS);
    Slate slate = slate(shop(), Shop.user("u"), ranked);
    Placed placed = Placed.of(new Cap("category", max, first).begin(slate), ranked);
    Map<String, Integer> counts = new HashMap<>();
    for (Candidate candidate : placed.items().subList(0, Math.min(first, placed.items().size()))) {
      for (String value : slate.texts(candidate.item(), "category")) {
        assertThat(counts.merge(value, 1, Integer::sum)).isLessThanOrEqualTo(max);
      }
    }
  }

  @Test
  void against_saysWhy_andNotAfterTheFirstPlaces() {
    List<Candidate> ranked = List.of(candidate("i0", 1), candidate("i3", 1));
    Placement.Placing placing = new Cap("brand", 1, 3).begin(slate(shop(), Shop.user("u"), ranked));
    placing.placed(ranked.getFirst(), 1);
    assertThat(placing.against(ranked.getLast(), 2)).contains("1 of brand acme stand above");
    assertThat(placing.against(ranked.getLast(), 4)).isEmpty();
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cap(" ", 1, 1))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cap("brand", 0, 1))
        .withMessage("max must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cap("brand", 1, 0))
        .withMessage("first must be at least 1, was 0");
  }
}
