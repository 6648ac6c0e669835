package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.SETTINGS;
import static io.cairn.features.Script.WEIGHTS;
import static io.cairn.features.Script.day;
import static io.cairn.features.Script.itemKey;
import static io.cairn.features.Script.itemOf;
import static io.cairn.features.Script.row;
import static io.cairn.features.Script.userKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.EventWeights;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.ItemId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FeatureSetTest {
  private static final Feature POPULAR =
      new ItemFeature.ItemPopularity("popular", SETTINGS.popularityHalfLife());
  private static final Feature AGE = new ItemFeature.ItemAge("age");

  @Test
  void slots_ofEqualAggregates_areShared() {
    FeatureSet bare = new FeatureSet(SETTINGS, List.of());
    FeatureSet sharing = new FeatureSet(SETTINGS, List.of(POPULAR, AGE));
    assertThat(sharing.schema()).isEqualTo(bare.schema());
    Feature views = new CountFeature.EventCount("v", Aggregate.Subject.ITEM, "view", DAY);
    Feature carts = new CountFeature.RecentEventCount("c", Aggregate.Subject.ITEM, "cart", DAY);
    FeatureSet one = new FeatureSet(SETTINGS, List.of(views));
    assertThat(new FeatureSet(SETTINGS, List.of(views, carts)).schema()).isEqualTo(one.schema());
    assertThat(one.schema()).isNotEqualTo(bare.schema());
  }

  @Test
  void constructor_sameNameTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FeatureSet(SETTINGS, List.of(AGE, POPULAR, new ItemFeature.ItemAge("age"))))
        .withMessage("two features are named age");
  }

  @Test
  void schema_isTheSameTextInEveryProcess() {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String type : List.of("skip", "view", "purchase")) {
      weights.put(type, WEIGHTS.byType().getOrDefault(type, 0.0));
    }
    FeatureSettings settings =
        new FeatureSettings(
            new EventWeights(weights, 0.5, 0, 5),
            3,
            2,
            List.of("purchase"),
            DAY.multipliedBy(2),
            DAY,
            List.of("age", "region"));
    String text =
        "EventWeights[byType={purchase=4.0, skip=-2.0, view=1.0}, unknownType=0.5,"
            + " ratingNeutral=0.0, ratingBest=5.0]";
    assertThat(new FeatureSet(settings, List.of(AGE)).schema())
        .isEqualTo(
            "actor [Attributes[], ProfileItems[weights="
                + text
                + ", itemsMax=3, seenTypes=[purchase]], LastEvents[eventsMax=2]]"
                + " item [Catalogue[], TypeCounts[subject=ITEM, halfLife=PT48H], Popularity[weights="
                + text
                + ", halfLife=PT48H], Popularity[weights="
                + text
                + ", halfLife=PT24H], SegmentPopularity[attributes=[age, region], weights="
                + text
                + ", halfLife=PT48H]]");
  }

  @Test
  void settings_outOfBounds_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureSettings(WEIGHTS, 0, 2, List.of(), DAY, DAY, List.of()))
        .withMessage("profile-items-max must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FeatureSettings(WEIGHTS, 1, 2, List.of(), Duration.ZERO, DAY, List.of()))
        .withMessage("popularity-half-life must be at least 1 ms, was PT0S");
  }

  @Test
  void read_isRowMajor_inTheOrderOfTheItems() {
    FeatureSet features = new FeatureSet(SETTINGS, List.of(AGE, POPULAR));
    FeatureStore store = new Script().item(itemOf("a"), 0).view("ada", "b", 1).fold(features);
    FeatureMatrix matrix =
        new FeatureReader(features, store)
            .read(
                new Situation.Occasion(Visitor.ANONYMOUS, "home", Context.NONE, day(1), 0),
                Stream.of("b", "a", "c")
                    .map(id -> new Candidate(new ItemId(id), List.of(), 0))
                    .toList(),
                Map.of())
            .matrix();
    assertThat(matrix.columns()).containsExactly("age", "popular").isEqualTo(features.columns());
    assertThat(matrix.rows()).isEqualTo(3);
    assertThat(matrix.values())
        .containsExactly(new float[] {0, (float) Math.log(2), 1, 0, Float.NaN, 0}, within(1e-6f));
  }

  @Test
  void views_readTheirSlots() {
    FeatureSet features = new FeatureSet(SETTINGS, List.of());
    Map<String, Value> attributes = Map.of("age", new Value.Text("20"));
    Script script = new Script().item(itemOf("a", "boots"), 0).user("ada", attributes, 0);
    FeatureStore store =
        script.did("ada", "purchase", "a", 1, 0).view("bob", "a", 2).fold(features);
    Row ada = row(store, userKey("ada"));
    Row a = row(store, itemKey("a"));

    assertThat(features.settings()).isEqualTo(SETTINGS);
    assertThat(features.entry(a)).map(e -> e.item().categories()).contains(List.of("boots"));
    assertThat(features.attributes(ada)).map(u -> u.user().attributes()).contains(attributes);
    assertThat(features.profile(ada).items()).containsExactly(new ItemId("a"));
    assertThat(features.recentEvents(ada).types()).containsExactly("purchase");
    assertThat(features.segments(ada, Script.region("DE")))
        .containsExactly(new Segment("age", "20"), new Segment("region", "DE"));
    assertThat(features.popularity(a, day(2))).isEqualTo(4 * 0.5 + 1, within(1e-6));
    assertThat(features.recentPopularity(a, day(2))).isEqualTo(4 * 0.25 + 1, within(1e-6));
    assertThat(features.popularity(a, new Segment("age", "20"), day(2))).isEqualTo(2, within(1e-6));
    assertThat(features.trend(a, day(2))).isEqualTo(2 * Math.sqrt(2 / (3 + 1.0)), within(1e-6));
  }

  @Test
  void views_ofAnEmptyRow_areEmpty() {
    FeatureSet features = new FeatureSet(SETTINGS, List.of());
    assertThat(features.entry(Row.EMPTY)).isEmpty();
    assertThat(features.attributes(Row.EMPTY)).isEmpty();
    assertThat(features.profile(Row.EMPTY).size()).isZero();
    assertThat(features.recentEvents(Row.EMPTY).size()).isZero();
    assertThat(features.segments(Row.EMPTY, Context.NONE)).isEmpty();
    assertThat(features.popularity(Row.EMPTY, day(0))).isZero();
    assertThat(features.trend(Row.EMPTY, day(0))).isZero();
  }

  @Test
  void fold_whatChangesNothing_returnsTheSameRow() {
    FeatureSet features = new FeatureSet(SETTINGS, List.of());
    Script script = new Script().user("ada", Map.of(), 0);
    assertThat(features.foldItem(Row.EMPTY, script.events.getFirst(), Row.EMPTY))
        .isSameAs(Row.EMPTY);
  }
}
