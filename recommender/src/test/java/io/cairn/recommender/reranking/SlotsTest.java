package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SlotsTest extends RerankerContract {
  private static final Slots.Condition OLD =
      new Slots.Condition.Feature("item_age_days", Optional.of(80.0), Optional.empty());

  @Override
  protected Reranker reranker() {
    return new Slots(List.of(3, 7), OLD);
  }

  private static boolean isMet(Slots.Condition condition, Candidate candidate) {
    return condition.isMetBy(slate(shop(), Shop.user("u"), List.of(candidate)), candidate);
  }

  @Test
  void feature_isMetWithinBounds_andNotWhereItIsNotKnown() {
    Slots.Condition fresh =
        new Slots.Condition.Feature("item_age_days", Optional.empty(), Optional.of(10.0));
    assertThat(isMet(fresh, candidate("i1", 0))).isTrue();
    assertThat(isMet(fresh, candidate("i2", 0))).isFalse();
    assertThat(isMet(OLD, candidate("i2", 0))).isFalse();
    assertThat(isMet(OLD, candidate("i20", 0))).isTrue();
    Slots.Condition liked =
        new Slots.Condition.Feature("category_affinity", Optional.of(0.0), Optional.empty());
    assertThat(isMet(liked, candidate("i3", 0))).isFalse();
  }

  @Test
  void attributeAndSource_areMetByOneOfThem() {
    assertThat(isMet(new Slots.Condition.Attribute("brand", "acme"), candidate("i0", 0))).isTrue();
    assertThat(isMet(new Slots.Condition.Attribute("brand", "bolt"), candidate("i0", 0))).isFalse();
    Slots.Condition arrivals = new Slots.Condition.Source(List.of("arrivals", "other"));
    Candidate popular =
        new Candidate(
            new ItemId("i0"), List.of(new Proposal("popular", 1, 1, Optional.empty())), 1);
    assertThat(isMet(arrivals, candidate("i0", 0))).isTrue();
    assertThat(isMet(arrivals, popular)).isFalse();
  }

  @Test
  void placed_whereThereIsNone_saysSo() {
    List<Candidate> ranked = candidates(3);
    Slate slate = slate(shop(), Shop.user("u"), ranked);
    Placement.Placing placing = reranker(List.of(2)).begin(slate);
    placing.placed(ranked.get(0), 1);
    placing.placed(ranked.get(1), 2);
    assertThat(slate.effects())
        .extracting(Effect::item, Effect::what)
        .containsExactly(
            tuple(new ItemId("i1"), "place 2 is kept for others, of which there are none"));
  }

  private static Slots reranker(List<Integer> positions) {
    return new Slots(positions, OLD);
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reranker(List.of()))
        .withMessage("positions must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reranker(List.of(0)))
        .withMessage("positions must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reranker(List.of(3, 3)))
        .withMessage("positions must name each once, were [3, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Slots.Condition.Feature("age", Optional.empty(), Optional.empty()))
        .withMessage("at-least or at-most must be given for age");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Slots.Condition.Source(List.of()))
        .withMessage("sources must be at least 1, was 0");
  }
}
