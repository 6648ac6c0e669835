package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.itemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateFeatureTest extends FeatureValues {
  private static final Visitor BOB = Visitor.of(new UserId("bob"));
  private static final RateFeature.Prior PRIOR = new RateFeature.Prior(0.1, 10);
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void rate_ofItem_isSmoothedTowardsThePrior() {
    script.shown(ADA, 1, "a", "b").shown(ADA, 1, "a").did("ada", "click", "a", 1, 1);
    assertThat(value(rate(ITEM, "click", "impression"), 1)).isEqualTo(2f / 12, TINY);
  }

  @Test
  void rate_bothCountsDecay() {
    script.shown(ADA, 0, "a").shown(ADA, 1, "a").did("bob", "click", "a", 1, 0);
    assertThat(value(rate(ITEM, "click", "impression"), 2))
        .isEqualTo((float) ((0.25 + 1) / (0.75 + 10)), TINY);
  }

  @Test
  void rate_ofActor_isForEachList() {
    script.shown(ADA, 1, "a", "b", "c").did("ada", "click", "b", 1, 1).view("bob", "a", 1);
    assertThat(value(rate(ACTOR, "click", "impression"), 1)).isEqualTo(2f / 11, TINY);
  }

  @Test
  void rate_ofAnyInteraction_countsAllTypes() {
    script.shown(ADA, 1, "a").did("ada", "click", "a", 1, 1).did("ada", "cart", "a", 1, 1);
    assertThat(value(rate(ITEM, "*", "impression"), 1)).isEqualTo(3f / 11, TINY);
    assertThat(value(rate(ITEM, "cart", "*"), 1)).isEqualTo(2f / 12, TINY);
  }

  @Test
  void rate_ofNothing_isMissing_andWithoutEventsItIsNot() {
    script.view("ada", "a", 1);
    assertThat(value(rate(ITEM, "click", "impression"), 1)).isNaN();
    assertThat(value(rate(ACTOR, "click", "impression"), 1)).isNaN();
    script.shown(ADA, 1, "a");
    assertThat(value(rate(ITEM, "click", "impression"), 1)).isEqualTo(1f / 11, TINY);
    script.did("ada", "purchase", "a", 1, 1);
    assertThat(value(rate(ITEM, "purchase", "cart"), 1)).isEqualTo(2f / 10, TINY);
  }

  @Test
  void sessionRate_isOfThePresentSession() {
    script.shown(ADA, 0, "a").did("ada", "click", "a", 1, 0);
    script.shown(ADA, 1, "a").shown(ADA, 1.02, "a").did("ada", "click", "a", 1, 1.03);
    Feature feature = new RateFeature.SessionRate("f", "click", "impression", PRIOR, HOUR);
    assertThat(value(feature, 1.04)).isEqualTo(2f / 12, TINY);
    assertThat(value(feature, 1.03 + 1.01 / 24)).isNaN();
  }

  @Test
  void sessionRate_lateEventOfAnEarlierSession_doesNotCount() {
    Feature feature = new RateFeature.SessionRate("f", "click", "impression", PRIOR, HOUR);
    script.shown(ADA, 1, "a").did("ada", "click", "a", 1, 0.5);
    assertThat(value(feature, 1)).isEqualTo(1f / 11, TINY);
    script.did("ada", "click", "a", 1, 0.99);
    assertThat(value(feature, 1)).isEqualTo(2f / 11, TINY);
  }

  @Test
  void sessionRate_ofNobody_isMissing() {
    assertThat(value(new RateFeature.SessionRate("f", "click", "impression", PRIOR, HOUR), 1))
        .isNaN();
  }

  @Test
  void attributeRate_isOfTheActorWithItemsLikeIt() {
    script.item(itemOf("a", "boots"), 0).item(itemOf("b", "boots"), 0).item(itemOf("c", "hats"), 0);
    script.shown(ADA, 1, "b", "c").did("ada", "click", "b", 1, 1).did("bob", "click", "b", 1, 1);
    assertThat(value(attributeRate(), 1)).isEqualTo(2f / 11, TINY);
  }

  @Test
  void attributeRate_severalValues_areSummed() {
    script.item(itemOf("a", "boots", "women"), 0).item(itemOf("b", "boots", "men"), 0);
    script.item(itemOf("c", "women", "women"), 0);
    script.shown(ADA, 1, "b", "c").did("ada", "click", "c", 1, 1);
    assertThat(value(attributeRate(), 1)).isEqualTo(2f / 12, TINY);
  }

  @Test
  void attributeRate_bothCountsDecay() {
    script.item(itemOf("a", "boots"), 0).shown(ADA, 0, "a").shown(ADA, 1, "a");
    script.did("ada", "click", "a", 1, 0);
    assertThat(value(attributeRate(), 2)).isEqualTo((float) ((0.25 + 1) / (0.75 + 10)), TINY);
  }

  @Test
  void attributeRate_withoutValueOrEvents_isMissing() {
    assertThat(value(attributeRate(), 1)).isNaN();
    script.item(itemOf("b", "boots"), 0).shown(ADA, 1, "b");
    assertThat(value(attributeRate(), 1)).isNaN();
    script.item(itemOf("a", "hats"), 0);
    assertThat(value(attributeRate(), 1)).isNaN();
  }

  @Test
  void attributeLift_comparesWithTheRatesOfTheItemsUntilThen() {
    script.item(itemOf("a", "boots"), 0).item(itemOf("b", "boots"), 0);
    script.shown(BOB, 1, "b").did("bob", "click", "b", 1, 1);
    script.shown(ADA, 1, "b").did("ada", "click", "b", 1, 1);
    double expected = 2.0 / 11; // bob's click and list, with the prior
    assertThat(value(attributeLift(), 1)).isEqualTo((float) (6 / (expected + 5)), TINY);
    script.shown(BOB, 1, "b", "b", "b");
    assertThat(value(attributeLift(), 1)).isEqualTo((float) (6 / (expected + 5)), TINY);
  }

  @Test
  void attributeLift_ofAnItemNeverShown_expectsThePrior() {
    script.item(itemOf("a", "boots"), 0).shown(ADA, 1, "a");
    assertThat(value(attributeLift(), 1)).isEqualTo(5 / 5.1f, TINY);
  }

  @Test
  void attributeLift_withoutEvents_isMissing() {
    script.item(itemOf("a", "boots"), 0);
    assertThat(value(attributeLift(), 1)).isNaN();
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateFeature.Prior(1.5, 1))
        .withMessage("rate must be in [0, 1], was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateFeature.Prior(0.5, 0))
        .withMessage("weight must be above 0 and finite, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateFeature.Prior(0.5, Double.POSITIVE_INFINITY))
        .withMessage("weight must be above 0 and finite, was Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateFeature.Rate("f", ITEM, "click", " ", PRIOR, DAY))
        .withMessage("per must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RateFeature.SessionRate("f", "click", "view", PRIOR, Duration.ofDays(-1)))
        .withMessage("gap must be at least 1 ms, was PT-24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateFeature.AttributeRate("f", "", "click", "view", PRIOR, DAY, 9))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateFeature.AttributeRate("f", "a", "click", "view", PRIOR, DAY, 0))
        .withMessage("values-max must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RateFeature.AttributeLift("f", "a", "click", "view", PRIOR, 0, DAY, 9))
        .withMessage("weight must be above 0 and finite, was 0.0");
  }

  private static Feature rate(Aggregate.Subject subject, String event, String per) {
    return new RateFeature.Rate("f", subject, event, per, PRIOR, DAY);
  }

  private static Feature attributeRate() {
    return new RateFeature.AttributeRate("f", "category", "click", "impression", PRIOR, DAY, 64);
  }

  private static Feature attributeLift() {
    return new RateFeature.AttributeLift("f", "category", "click", "impression", PRIOR, 5, DAY, 64);
  }
}
