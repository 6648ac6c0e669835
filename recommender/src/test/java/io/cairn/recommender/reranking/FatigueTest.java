package io.cairn.recommender.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.recommender.RerankerContract;
import io.cairn.recommender.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FatigueTest extends RerankerContract {
  private static final Fatigue FATIGUE = fatigue(.5, .8, .5);

  private static Fatigue fatigue(double keep, double lost, double lostAlike) {
    return new Fatigue(
        "times_shown",
        Optional.of("times_clicked"),
        keep,
        new Fatigue.Refusals(
            List.of("dislike"),
            lost,
            lostAlike,
            List.of("category", "brand"),
            Duration.ofDays(10)));
  }

  @Override
  protected Reranker reranker() {
    return FATIGUE;
  }

  private static float left(Shop shop, String item) {
    return left(shop, item, 1);
  }

  private static float left(Shop shop, String item, float score) {
    List<Candidate> ranked = List.of(candidate(item, score));
    Slate slate = slate(shop, Shop.user("w"), ranked);
    return FATIGUE.reorder(slate, ranked).getFirst().score();
  }

  @Test
  void reorder_halvesWithEachTimeShown_andForgets() {
    Shop shop = shop().shows("w", 0, "i0").shows("w", 0, "i0").shows("w", 7, "i5");
    assertThat(left(shop, "i0")).isEqualTo(.25f, within(1e-4f));
    assertThat(left(shop, "i5")).isEqualTo((float) Math.pow(.5, .5), within(1e-4f));
    assertThat(left(shop, "i4")).isEqualTo(1);
    assertThat(left(shop, "i0", -1)).isEqualTo(-4f, within(1e-3f));
  }

  @Test
  void reorder_afterAClick_countsOneTimeLess() {
    Shop shop = shop().shows("w", 0, "i0").shows("w", 0, "i0").does("w", "click", 0, "i0");
    assertThat(left(shop, "i0")).isEqualTo(.5f, within(1e-4f));
  }

  @Test
  void reorder_afterARefusal_losesMuch_andLessWhatIsAlike() {
    Shop shop = shop().branded("bad", 5, "dull", "toys", "dogs").branded("other", 5, "dull");
    shop.branded("new", 5, "", "food").does("w", "dislike", 0, "bad");
    assertThat(left(shop, "bad")).isEqualTo(.2f, within(1e-4f));
    assertThat(left(shop, "other")).isEqualTo(.5f, within(1e-4f)); // the brand
    assertThat(left(shop, "i0")).isEqualTo(.75f, within(1e-4f)); // one of two categories
    assertThat(left(shop, "new")).isEqualTo(1);
  }

  @Test
  void reorder_longAfterARefusal_hasHalfForgotten() {
    Shop shop = shop().branded("bad", 50, "dull", "x").does("w", "dislike", 10, "bad");
    assertThat(left(shop, "bad")).isEqualTo(.6f, within(1e-4f));
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fatigue(0, 0, 0))
        .withMessage("keep must be above 0.0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fatigue(1.5, 0, 0))
        .withMessage("keep must be in [0.0, 1.0], was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fatigue(1, 1, 0))
        .withMessage("lost must be at least 0.0 and below 1.0, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fatigue(1, 0, -1))
        .withMessage("lost-alike must be at least 0.0 and below 1.0, was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fatigue.Refusals(List.of(), 0, 0, List.of(), Duration.ofDays(-1)))
        .withMessageStartingWith("half-life must be above 0.0");
  }
}
