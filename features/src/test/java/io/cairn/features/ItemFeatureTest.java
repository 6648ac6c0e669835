package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.itemOf;
import static io.cairn.features.Script.itemWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Context;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ItemFeatureTest extends FeatureValues {
  private static final Duration TWO_DAYS = DAY.multipliedBy(2);
  private static final Visitor EVE = Visitor.of(new UserId("eve"));

  @Test
  void itemAge_isInDays() {
    Feature age = new ItemFeature.ItemAge("f");
    assertThat(value(age, 1)).isNaN();
    script.item(itemOf("a"), 1);
    assertThat(value(age, 3.5)).isEqualTo(2.5f, TINY);
    assertThat(value(age, 0)).isZero();
  }

  @Test
  void itemPopularity_decays() {
    script.did("bob", "purchase", "a", 1, 0).view("ada", "a", 1);
    Feature feature = new ItemFeature.ItemPopularity("f", DAY);
    assertThat(value(feature, 2)).isEqualTo(log1p(4 * 0.25 + 0.5), TINY);
    assertThat(value(feature, 1e6)).isZero();
  }

  @Test
  void itemPopularity_dislikesAndUnknownItems_areZero() {
    Feature feature = new ItemFeature.ItemPopularity("f", DAY);
    assertThat(value(feature, 2)).isZero();
    script.did("bob", "skip", "a", 1, 0);
    assertThat(value(feature, 2)).isZero();
  }

  @Test
  void itemTrend_isTheScoreOfBothSums() {
    script.did("bob", "purchase", "a", 1, 0).view("ada", "a", 2);
    double lately = 4 * 0.25 + 1;
    double usually = 4 * 0.5 + 1;
    assertThat(value(new ItemFeature.ItemTrend("f", DAY, TWO_DAYS), 2))
        .isEqualTo((float) (lately * Math.sqrt(lately / (usually + 1))), TINY);
  }

  @Test
  void trend_moreEventsAndMoreThanUsual_areMoreOfATrend() {
    assertThat(Trend.score(0, 0)).isZero();
    assertThat(Trend.score(8, 1)).isEqualTo(16);
    assertThat(Trend.score(10, 10)).isGreaterThan(Trend.score(10, 20));
    assertThat(Trend.score(20, 40)).isGreaterThan(Trend.score(10, 20));
    assertThat(Trend.score(1, 1)).isLessThan(Trend.score(10, 20));
  }

  @Test
  void segmentPopularity_isThatOfTheFirstSegment() {
    Feature feature = new ItemFeature.SegmentPopularity("f", List.of("age", "region"), DAY);
    script.user("ada", Map.of("age", new Value.Text("20")), 0);
    script.user("bob", Map.of("age", new Value.Text("20")), 0);
    script.viewFrom("DE", "bob", "a", 0).viewFrom("DE", "cy", "a", 0);
    assertThat(value(feature, 1)).isEqualTo(log1p(0.5), TINY);
    assertThat(value(feature, 1, EVE, Script.region("DE"))).isEqualTo(log1p(2 * 0.5), TINY);
    assertThat(value(feature, 1, EVE, Script.region("FR"))).isZero();
    assertThat(value(feature, 1, EVE, Context.NONE)).isNaN();
  }

  @Test
  void itemNumber_isWhatTheCatalogueSays_elseMissing() {
    Feature feature = new ItemFeature.ItemNumber("f", "price");
    assertThat(value(feature, 1)).isNaN();
    script.item(itemWith("a", Map.of("price", new Value.Text("10"))), 0);
    assertThat(value(feature, 1)).isNaN();
    script.item(itemWith("a", Map.of("price", new Value.Numeric(-9.5))), 0);
    assertThat(value(feature, 1)).isEqualTo(-9.5f);
    script.item(itemWith("a", Map.of("price", new Value.Numeric(1e300))), 0);
    assertThat(value(feature, 1)).isEqualTo(Float.MAX_VALUE);
  }

  @Test
  void itemCode_isTheHashOfTheFirstText() {
    Feature feature = new ItemFeature.ItemCode("f", "category", 7);
    assertThat(value(feature, 1)).isNaN();
    script.item(itemOf("a", "boots", "women"), 0);
    assertThat(value(feature, 1)).isEqualTo(Math.floorMod("boots".hashCode(), 7));
    script.item(itemOf("a", ""), 0);
    assertThat(value(feature, 1)).isNaN();
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFeature.ItemAge(""))
        .withMessage("name must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFeature.ItemPopularity("f", Duration.ZERO))
        .withMessage("half-life must be at least 1 ms, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFeature.ItemTrend("f", DAY, DAY))
        .withMessage("long-half-life must be above short-half-life, was PT24H of PT24H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFeature.SegmentPopularity("f", List.of(), DAY))
        .withMessage("attributes must name at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFeature.ItemNumber("f", " "))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemFeature.ItemCode("f", "brand", 0))
        .withMessage("buckets must be at least 1, was 0");
  }
}
