package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.SETTINGS;
import static io.cairn.features.Script.day;
import static io.cairn.features.Script.itemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** For each feature: these events, then this value for ada and the item a. */
final class FeatureTest {
  private static final Offset<Float> TINY = within(1e-5f);
  private static final Duration TWO_DAYS = DAY.multipliedBy(2);

  private final Script script = new Script();
  private final List<Proposal> proposals = new ArrayList<>();
  private final Map<String, VectorSpace> spaces = new HashMap<>();

  @Test
  void eventCount_ofItem_countsEverybody() {
    script.view("ada", "a", 0).view("bob", "a", 1).view("bob", "b", 1);
    assertThat(value(new CountFeature.EventCount("f", Aggregate.Subject.ITEM, "view", DAY), 9))
        .isEqualTo((float) Math.log(3), TINY);
  }

  @Test
  void eventCount_ofActor_countsEveryItemAndOneForEachList() {
    script.view("ada", "a", 0).view("ada", "b", 1).view("bob", "a", 1);
    script.shown(Visitor.of(new UserId("ada")), 1, "a", "b", "c");
    Feature views = new CountFeature.EventCount("f", Aggregate.Subject.ACTOR, "view", DAY);
    Feature lists = new CountFeature.EventCount("f", Aggregate.Subject.ACTOR, "impression", DAY);
    assertThat(value(views, 9)).isEqualTo((float) Math.log(3), TINY);
    assertThat(value(lists, 9)).isEqualTo((float) Math.log(2), TINY);
  }

  @Test
  void eventCount_ofNothing_isZero() {
    assertThat(value(new CountFeature.EventCount("f", Aggregate.Subject.ITEM, "view", DAY), 9))
        .isZero();
  }

  @Test
  void recentEventCount_decays() {
    script.view("ada", "a", 0).view("bob", "a", 1);
    Feature ofItem = new CountFeature.RecentEventCount("f", Aggregate.Subject.ITEM, "view", DAY);
    Feature ofActor = new CountFeature.RecentEventCount("f", Aggregate.Subject.ACTOR, "view", DAY);
    assertThat(value(ofItem, 2)).isEqualTo((float) Math.log(1 + 0.25 + 0.5), TINY);
    assertThat(value(ofActor, 2)).isEqualTo((float) Math.log(1 + 0.25), TINY);
  }

  @Test
  void affinity_isTheShareOfTaste() {
    script.item(itemOf("a", "boots", "women"), 0).item(itemOf("b", "hats"), 0);
    script.did("ada", "purchase", "a", 1, 1).view("ada", "b", 1);
    assertThat(value(new TasteFeature.Affinity("f", "category", DAY), 1))
        .isEqualTo((2f + 2f) / 5f, TINY);
  }

  @Test
  void affinity_valueTwiceInTheItem_isOneShare() {
    script.item(itemOf("c", "boots"), 0).item(itemOf("b", "hats"), 0);
    script.view("ada", "c", 1).view("ada", "b", 1).item(itemOf("a", "boots", "boots"), 2);
    assertThat(value(new TasteFeature.Affinity("f", "category", DAY), 2)).isEqualTo(0.5f, TINY);
  }

  @Test
  void affinity_unknownActorOrItem_isMissing() {
    assertThat(value(new TasteFeature.Affinity("f", "category", DAY), 1)).isNaN();
    script.item(itemOf("a", "boots"), 0);
    assertThat(value(new TasteFeature.Affinity("f", "category", DAY), 1)).isNaN();
  }

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
    assertThat(value(new ItemFeature.ItemPopularity("f", DAY), 2))
        .isEqualTo((float) Math.log(1 + 4 * 0.25 + 0.5), TINY);
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
  void segmentPopularity_isThatOfTheFirstSegment() {
    Feature feature = new ItemFeature.SegmentPopularity("f", List.of("age", "region"), DAY);
    script.user("ada", Map.of("age", new Value.Text("20")), 0);
    script.user("bob", Map.of("age", new Value.Text("20")), 0);
    script.viewFrom("DE", "bob", "a", 0).viewFrom("DE", "cy", "a", 0);
    assertThat(value(feature, 1)).isEqualTo((float) Math.log(1 + 0.5), TINY);
    assertThat(value(feature, 1, "eve", Script.region("DE")))
        .isEqualTo((float) Math.log(1 + 2 * 0.5), TINY);
    assertThat(value(feature, 1, "eve", Context.NONE)).isNaN();
  }

  @Test
  void trend_moreEventsAndMoreThanUsual_areMoreOfATrend() {
    assertThat(Trend.score(0, 0)).isZero();
    assertThat(Trend.score(8, 1)).isEqualTo(16);
    assertThat(Trend.score(10, 10)).isGreaterThan(Trend.score(10, 20));
    assertThat(Trend.score(20, 40)).isGreaterThan(Trend.score(10, 20));
    assertThat(Trend.score(1, 1)).isLessThan(Trend.score(10, 20));
  }

  private float value(Feature feature, double day) {
    return value(feature, day, "ada", Context.NONE);
  }

  private float value(Feature feature, double day, String user, Context context) {
    FeatureSet features = new FeatureSet(SETTINGS, List.of(feature));
    FeatureStore store = script.fold(features);
    Candidate candidate = new Candidate(new ItemId("a"), proposals, 0);
    Visitor visitor = Visitor.of(new UserId(user));
    Situation.Occasion occasion = new Situation.Occasion(visitor, "home", context, day(day), 0);
    return new FeatureReader(features, store)
        .read(occasion, List.of(candidate), spaces)
        .matrix()
        .values()[0];
  }
}
