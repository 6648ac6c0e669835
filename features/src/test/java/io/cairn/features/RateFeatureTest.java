package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.itemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  private static RateFeature.SegmentRate segmentRate() {
    return new RateFeature.SegmentRate(
        "f", List.of("age", "region"), "click", "impression", PRIOR, 4, DAY);
  }

  @Test
  void segmentRate_isOfThePeopleOfTheSegment_takenForTheItemsRateBefore() {
    aged("ada", "young");
    aged("bob", "old");
    script.shown(ADA, 1, "a").shown(BOB, 1, "a").did("ada", "click", "a", 1, 1);
    float all = 2f / 12;
    assertThat(value(segmentRate(), 1)).isEqualTo((1 + all * 4) / (1 + 4), TINY);
    assertThat(value(segmentRate(), 1, BOB, Context.NONE)).isEqualTo(all * 4 / (1 + 4), TINY);
    aged("eve", "middle");
    Visitor eve = Visitor.of(new UserId("eve"));
    assertThat(value(segmentRate(), 1, eve, Context.NONE)).isEqualTo(all, TINY);
    Visitor nobody = Visitor.of(new UserId("nobody"));
    assertThat(value(segmentRate(), 1, nobody, Context.NONE)).isEqualTo(all, TINY);
    Situation.Occasion occasion =
        new Situation.Occasion(ADA, "home", Context.NONE, Script.day(1), 0);
    assertThat(value(segmentRate(), occasion, List.of("b"))).isNaN();
  }

  private void aged(String user, String age) {
    script.user(user, Map.of("age", new Value.Text(age)), 0);
  }

  private static RateFeature.NeighborRate neighborRate() {
    return new RateFeature.NeighborRate("f", "category", "click", "impression", PRIOR, 5, DAY);
  }

  @Test
  void neighborRate_ofANewItem_isThatOfItsNeighbors_untilItHasItsOwn() {
    script.item(itemOf("a", "shoes"), 0).item(itemOf("b", "shoes"), 0).item(itemOf("c", "hats"), 0);
    assertThat(value(neighborRate(), 1)).isEqualTo(0.1f, TINY);
    script.shown(ADA, 1, "b", "c").shown(ADA, 1, "b").did("ada", "click", "b", 1, 1);
    float neighbors = 2f / 12;
    assertThat(value(neighborRate(), 1)).isEqualTo(neighbors, TINY);
    script.shown(ADA, 1, "a").shown(ADA, 1, "a");
    assertThat(value(neighborRate(), 1)).isEqualTo(neighbors * 5 / 7, TINY);
    assertThat(value(neighborRate(), 2)).isEqualTo(1.5f / 11 * 5 / 6, TINY);
  }

  @Test
  void linearRate_withoutInputs_isTheRate() {
    LinearRate linear = new LinearRate("f", List.of(), "click", "impression", PRIOR, DAY);
    assertThat(value(linear, 1)).isNaN();
    script.shown(ADA, 0, "a").shown(ADA, 1, "a").did("bob", "click", "a", 1, 0);
    assertThat(value(linear, 2)).isEqualTo(value(rate(ITEM, "click", "impression"), 2), TINY);
  }

  @Test
  void linearRate_isARidgeRegression() {
    aged("ada", "young");
    aged("bob", "old");
    script.shown(ADA, 1, "a").shown(BOB, 1, "a").did("ada", "click", "a", 1, 1);
    LinearRate linear =
        new LinearRate(
            "f",
            List.of(new ContextFeature.SegmentIs("young", "age", "young")),
            "click",
            "impression",
            PRIOR,
            DAY);
    // A = [12 1; 1 11], b = [1 + 1; 1]: the solution is [21; 10] / 131.
    assertThat(value(linear, 1)).isEqualTo(31f / 131, TINY);
    assertThat(value(linear, 1, BOB, Context.NONE)).isEqualTo(21f / 131, TINY);
  }

  @Test
  void linearRate_ofInputsThatChangeUntilTheClick_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LinearRate(
                    "f",
                    List.of(new ContextFeature.SessionDepth("depth", HOUR)),
                    "click",
                    "impression",
                    PRIOR,
                    DAY))
        .withMessageStartingWith("inputs may be segment-is");
  }

  @Test
  void evidence_isWhatTheValueGoesBy() {
    aged("ada", "young");
    script.item(itemOf("a", "shoes"), 0).item(itemOf("b", "shoes"), 0);
    script.shown(ADA, 0, "a", "b").shown(ADA, 1, "a").did("ada", "click", "a", 1, 0);
    for (Feature feature :
        List.of(
            rate(ITEM, "click", "impression"),
            new RateFeature.AttributeRate("f", "category", "click", "impression", PRIOR, DAY, 9),
            segmentRate(),
            neighborRate())) {
      RateFeature.Evidence evidence = evidence(feature, 2);
      double mean = evidence.successes() / (evidence.successes() + evidence.failures());
      assertThat((float) mean).isEqualTo(value(feature, 2), TINY);
    }
  }

  private RateFeature.Evidence evidence(Feature feature, double day) {
    FeatureSet features = new FeatureSet(Script.SETTINGS, List.of(feature));
    FeatureStore store = script.fold(features);
    Situation.Occasion occasion =
        new Situation.Occasion(ADA, "home", Context.NONE, Script.day(day), 0);
    Situation situation = new FeatureReader(features, store).situation(occasion, Map.of());
    EntityKey key = EntityKey.of(new ItemId("a"));
    Row row = store.get(List.of(key)).getOrDefault(key, Row.EMPTY);
    Candidate candidate = new Candidate(new ItemId("a"), List.of(), 0);
    return features.evidence("f", situation).of(new CandidateRow(candidate, row));
  }
}
