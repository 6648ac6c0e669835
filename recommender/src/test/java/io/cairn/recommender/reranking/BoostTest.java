package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoostTest extends RerankerContract {

  @Override
  protected Reranker reranker() {
    return new Boost("item_events", new Boost.Form.Proportional(2));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 3",
    "2, 10, 2.5",
    "2, 20, 2.25",
    "2, -5, 3",
    "-3, 0, -2",
    "0, 0, 0",
    "NaN, 0, NaN"
  })
  void fading_addsLessWithTheValue_alsoToNegativeScores(float score, double value, float after) {
    assertThat(moved(new Boost.Form.Fading(.5, 10), score, value)).isEqualTo(after, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 3", "2, -1, 1", "-2, -1, -4", "-3, 1, -2", "1, -9, .001", "-1, -9, -1000"})
  void proportional_keepsTheSign(float score, double value, float after) {
    assertThat(moved(new Boost.Form.Proportional(.5), score, value))
        .isEqualTo(after, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 2.5", "-2, 1, -1.5", "0, -2, -1", "NaN, 1, NaN"})
  void added_isASum(float score, double value, float after) {
    assertThat(moved(new Boost.Form.Added(.5), score, value)).isEqualTo(after, within(1e-6f));
  }

  private static float moved(Boost.Form form, float score, double value) {
    return form.moved(candidate("a", score), value).score();
  }

  @Test
  void reorder_putsTheNewFirst_andNotesWhatItDid() {
    Shop shop = shop().branded("old", 1000, "").branded("new", 0, "");
    List<Candidate> ranked = List.of(candidate("old", 1), candidate("new", .9f));
    Slate slate = slate(shop, Shop.user("u"), ranked);
    Boost boost = new Boost("item_age_days", new Boost.Form.Fading(1, 1));
    assertThat(boost.reorder(slate, ranked).getFirst()).isEqualTo(ranked.getLast().withScore(1.8f));
    assertThat(slate.effects())
        .containsExactly(new Effect("step", new ItemId("new"), "moved by item_age_days", .9f));
  }

  @Test
  void reorder_whereNothingIsKnown_keepsTheScore() {
    List<Candidate> ranked = List.of(candidate("i0", 1), candidate("i1", .9f));
    Slate slate = slate(shop(), Shop.user("nobody"), ranked);
    Boost boost = new Boost("category_affinity", new Boost.Form.Proportional(5));
    assertThat(boost.reorder(slate, ranked)).isEqualTo(ranked);
    assertThat(slate.effects()).isEmpty();
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Boost("", new Boost.Form.Added(1)))
        .withMessage("feature must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Boost.Form.Fading(-1, 1))
        .withMessage("gain must be above -1.0, was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Boost.Form.Fading(1, 0))
        .withMessage("half must be above 0.0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Boost.Form.Proportional(Double.NaN))
        .withMessage("weight must be a number, was NaN");
  }
}
