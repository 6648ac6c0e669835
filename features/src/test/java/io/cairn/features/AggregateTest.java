package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static io.cairn.features.Script.WEIGHTS;
import static io.cairn.features.Script.itemOf;
import static io.cairn.features.Script.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Event;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** For each aggregate: these events, then this state. */
final class AggregateTest {
  private static final Offset<Double> TINY = within(1e-5);
  private static final Visitor ADA = Visitor.of(new UserId("ada"));

  private final Script script = new Script();

  @Test
  void catalogue_interactionsOnly_areFirstSeenAtTheEarliest() {
    CatalogueEntry entry = catalogue(script.view("ada", "a", 2).view("ada", "a", 1));
    assertThat(entry).isEqualTo(new CatalogueEntry(itemOf("a"), millis(1), false));
  }

  @Test
  void catalogue_update_replacesWhatWasSaid() {
    CatalogueEntry entry =
        catalogue(script.item(itemOf("a", "shoes"), 1).item(itemOf("a", "boots"), 2));
    assertThat(entry).isEqualTo(new CatalogueEntry(itemOf("a", "boots"), millis(1), false));
  }

  @Test
  void catalogue_update_keepsTheIdObjectThatRowsShare() {
    Item first = itemOf("a");
    CatalogueEntry entry = catalogue(script.item(first, 1).item(itemOf("a", "boots"), 2));
    assertThat(entry.item().id()).isSameAs(first.id());
  }

  @Test
  void catalogue_eventBeforeTheUpdate_isFirstSeenThen() {
    CatalogueEntry entry = catalogue(script.item(itemOf("a"), 5).view("ada", "a", 1));
    assertThat(entry.firstSeenMillis()).isEqualTo(millis(1));
  }

  @Test
  void catalogue_knownArrival_isFirstSeen_whateverEventsSay() {
    Item item = new Item(new ItemId("a"), Map.of(), List.of(), true, Optional.of(Script.day(3)));
    CatalogueEntry entry = catalogue(script.view("ada", "a", 1).item(item, 5).view("ada", "a", 2));
    assertThat(entry.firstSeenMillis()).isEqualTo(millis(3));
  }

  @Test
  void catalogue_removed_isNotShowableUntilUpdatedAgain() {
    CatalogueEntry removed = catalogue(script.item(itemOf("a", "shoes"), 1).removeItem("a", 2));
    assertThat(removed).isEqualTo(new CatalogueEntry(itemOf("a", "shoes"), millis(1), true));
    assertThat(removed.isShowable()).isFalse();
    assertThat(catalogue(script.view("ada", "a", 3)).removed()).isTrue();
    assertThat(catalogue(script.item(itemOf("a"), 4)).isShowable()).isTrue();
  }

  @Test
  void catalogue_removedBeforeItWasKnown_isKnownAsRemoved() {
    assertThat(catalogue(script.removeItem("a", 2)))
        .isEqualTo(new CatalogueEntry(itemOf("a"), millis(2), true));
  }

  @Test
  void catalogue_unavailable_isNotShowable() {
    Item item = new Item(new ItemId("a"), Map.of(), List.of(), false, Optional.empty());
    assertThat(catalogue(script.item(item, 1)).isShowable()).isFalse();
  }

  @Test
  void catalogue_impression_saysNothing() {
    assertThat(fold(new Aggregate.Catalogue(), Row.EMPTY, script.shown(ADA, 1, "a"))).isNull();
  }

  @Test
  void attributes_areTheLastThatWereSaid() {
    Map<String, Value> old = Map.of("age", new Value.Text("20"));
    Map<String, Value> now = Map.of("region", new Value.Text("DE"));
    State state =
        fold(
            new Aggregate.Attributes(),
            Row.EMPTY,
            script.user("ada", old, 1).user("ada", now, 2).view("ada", "a", 3));
    assertThat(state).isEqualTo(new UserAttributes(new User(new UserId("ada"), now)));
  }

  @Test
  void profileItems_sumWeightsAndTellWhatIsSeen() {
    Aggregate aggregate = new Aggregate.ProfileItems(WEIGHTS, 10, List.of("purchase"));
    script.view("ada", "a", 1).did("ada", "purchase", "b", 1, 2).did("ada", "skip", "a", 1, 3);
    Profile profile = (Profile) folded(aggregate, Row.EMPTY, script.shown(ADA, 4, "c"));
    assertThat(profile.items()).containsExactly(new ItemId("b"), new ItemId("a"));
    assertThat(profile.weights()).containsExactly(4, -1);
    assertThat(profile.times()).containsExactly(millis(2), millis(3));
    assertThat(profile.seen()).containsExactly(true, false);
  }

  @Test
  void profileItems_starInSeenTypes_isEveryType() {
    Aggregate aggregate = new Aggregate.ProfileItems(WEIGHTS, 10, List.of("*"));
    Profile profile = (Profile) folded(aggregate, Row.EMPTY, script.view("ada", "a", 1));
    assertThat(profile.seen()).containsExactly(true);
  }

  @Test
  void profileItemsAndLastEvents_shareTheIdOfTheCatalogue() {
    Item item = itemOf("a");
    Row row = new Row(new State[] {new CatalogueEntry(item, 0, false)});
    script.view("ada", "a", 1);
    Profile profile =
        (Profile) folded(new Aggregate.ProfileItems(WEIGHTS, 10, List.of()), row, script);
    RecentEvents recent = (RecentEvents) folded(new Aggregate.LastEvents(10), row, script);
    assertThat(profile.items()[0]).isSameAs(item.id());
    assertThat(recent.items()[0]).isSameAs(item.id());
  }

  @Test
  void lastEvents_keepsTheLast() {
    script.view("ada", "a", 1).did("ada", "rating", "b", 4.5, 3).view("ada", "c", 2);
    RecentEvents recent = (RecentEvents) folded(new Aggregate.LastEvents(2), Row.EMPTY, script);
    assertThat(recent.items()).containsExactly(new ItemId("c"), new ItemId("b"));
    assertThat(recent.types()).containsExactly("view", "rating");
    assertThat(recent.values()).containsExactly(1, 4.5f);
    assertThat(recent.times()).containsExactly(millis(2), millis(3));
  }

  @Test
  void typeCounts_countEventsOfEachType_andImpressions() {
    Aggregate aggregate = new Aggregate.TypeCounts(Aggregate.Subject.ITEM, DAY);
    script.view("ada", "a", 0).view("ada", "a", 1).shown(ADA, 1, "a").item(itemOf("a"), 2);
    Tallies tallies = (Tallies) folded(aggregate, Row.EMPTY, script);
    assertThat(tallies.keys()).containsExactly("view", "impression");
    assertThat(tallies.count("view")).isEqualTo(2);
    assertThat(tallies.at("view", millis(1), DAY)).isEqualTo(1.5, TINY);
    assertThat(tallies.count("impression")).isOne();
  }

  @Test
  void typeCounts_keepThirtyTwoTypes() {
    Aggregate aggregate = new Aggregate.TypeCounts(Aggregate.Subject.ACTOR, DAY);
    for (int type = 0; type < 40; type++) {
      script.did("ada", "type" + type, "a", 1, type);
    }
    Tallies tallies = (Tallies) folded(aggregate, Row.EMPTY, script);
    assertThat(tallies.keys()).hasSize(32).contains("type39").doesNotContain("type7");
  }

  @Test
  void attributeAffinity_sharesTheWeightAmongTheValues() {
    Aggregate aggregate = new Aggregate.AttributeAffinity("category", WEIGHTS, DAY, 10);
    Row boots = new Row(new State[] {new CatalogueEntry(itemOf("a", "shoes", "boots"), 0, false)});
    script.did("ada", "purchase", "a", 1, 0).view("ada", "a", 1);
    Tallies tallies = (Tallies) folded(aggregate, boots, script);
    assertThat(tallies.keys()).containsExactly("shoes", "boots");
    assertThat(tallies.at("shoes", millis(1), DAY)).isEqualTo(2 * 0.5 + 0.5, TINY);
  }

  @Test
  void attributeAffinity_itemWithoutTheAttribute_changesNothing() {
    Aggregate aggregate = new Aggregate.AttributeAffinity("brand", WEIGHTS, DAY, 10);
    Row boots = new Row(new State[] {new CatalogueEntry(itemOf("a", "boots"), 0, false)});
    assertThat(fold(aggregate, boots, script.view("ada", "a", 1))).isNull();
    assertThat(fold(aggregate, Row.EMPTY, script)).isNull();
  }

  @Test
  void attributeCounts_countEveryItemOfAList_inOneStep() {
    Aggregate aggregate =
        new Aggregate.AttributeCounts(Aggregate.Subject.ACTOR, "category", "impression", DAY, 10);
    Event event = script.view("ada", "a", 1).shown(ADA, 1, "a", "b", "c").events.get(1);
    List<Row> items =
        List.of(described(itemOf("a", "shoes", "boots")), described(itemOf("b", "boots")));
    State one = aggregate.fold(null, event, Row.EMPTY, items);
    Tallies tallies =
        (Tallies) Objects.requireNonNull(aggregate.fold(one, event, Row.EMPTY, items));
    assertThat(tallies.count("boots")).isEqualTo(4);
    assertThat(tallies.at("shoes", millis(2), DAY)).isEqualTo(1, TINY);
    assertThat(aggregate.fold(one, script.events.getFirst(), Row.EMPTY, items)).isSameAs(one);
  }

  @Test
  void attributeCounts_nothingIsSaidOfTheItems_changesNothing() {
    Aggregate aggregate =
        new Aggregate.AttributeCounts(Aggregate.Subject.ACTOR, "brand", "impression", DAY, 10);
    script.shown(ADA, 1, "a", "b");
    assertThat(fold(aggregate, described(itemOf("a", "boots")), script)).isNull();
    assertThat(fold(aggregate, Row.EMPTY, script)).isNull();
  }

  @Test
  void attributeCounts_ofAnyType_countInteractions() {
    Aggregate aggregate =
        new Aggregate.AttributeCounts(Aggregate.Subject.ACTOR, "category", "*", DAY, 10);
    script.view("ada", "a", 1).did("ada", "skip", "a", 1, 1).shown(ADA, 1, "a");
    Tallies tallies = (Tallies) folded(aggregate, described(itemOf("a", "boots")), script);
    assertThat(tallies.count("boots")).isEqualTo(2);
  }

  @Test
  void terms_eachEventIsAVectorAsLongAsItsWeight() {
    Aggregate aggregate = new Aggregate.Terms(List.of("title"), WEIGHTS, DAY, 10);
    Row item =
        described(Script.itemWith("a", Map.of("title", new Value.Text("One two, three FOUR two"))));
    script.did("ada", "purchase", "a", 1, 0).view("ada", "a", 1).shown(ADA, 1, "a");
    Tallies tallies = (Tallies) folded(aggregate, item, script);
    assertThat(tallies.keys()).containsExactly("one", "two", "three", "four");
    assertThat(tallies.at("two", millis(1), DAY)).isEqualTo(2 * 0.5 + 0.5, TINY);
    assertThat(fold(aggregate, described(itemOf("b")), script)).isNull();
    assertThat(fold(aggregate, Row.EMPTY, script)).isNull();
  }

  @Test
  void usualNumber_isTheMeanLogarithm_ofWhatIsNotDisliked() {
    Aggregate aggregate = new Aggregate.UsualNumber("price", WEIGHTS, DAY);
    Row item = described(Script.itemWith("a", Map.of("price", new Value.Numeric(Math.E))));
    script.view("ada", "a", 0).did("ada", "skip", "a", 1, 1).shown(ADA, 1, "a");
    Average average = (Average) folded(aggregate, item, script);
    assertThat(average).isEqualTo(new Average(1, 1, millis(0)));
    assertThat(fold(aggregate, described(itemOf("a")), script)).isNull();
    Row free = described(Script.itemWith("a", Map.of("price", new Value.Numeric(0))));
    assertThat(fold(aggregate, free, script)).isNull();
  }

  @Test
  void windowCounts_countOneType_orAny() {
    script.view("ada", "a", 1).did("ada", "cart", "a", 1, 1).shown(ADA, 1, "a");
    for (String event : List.of("view", "cart", "impression")) {
      Aggregate one = new Aggregate.WindowCounts(Aggregate.Subject.ITEM, event, DAY);
      assertThat(((Buckets) folded(one, Row.EMPTY, script)).sum(millis(1), DAY)).isOne();
    }
    Aggregate any = new Aggregate.WindowCounts(Aggregate.Subject.ITEM, "*", DAY);
    assertThat(((Buckets) folded(any, Row.EMPTY, script)).sum(millis(1), DAY)).isEqualTo(2);
    Aggregate none = new Aggregate.WindowCounts(Aggregate.Subject.ITEM, "like", DAY);
    assertThat(fold(none, Row.EMPTY, script)).isNull();
  }

  @Test
  void lastTime_isTheLatest_whateverTheOrder() {
    Aggregate aggregate = new Aggregate.LastTime(Aggregate.Subject.ACTOR, "view");
    script.view("ada", "a", 1).view("ada", "a", 3).view("ada", "a", 2).shown(ADA, 4, "a");
    assertThat(fold(aggregate, Row.EMPTY, script)).isEqualTo(new Decayed(1, millis(3)));
    Aggregate none = new Aggregate.LastTime(Aggregate.Subject.ACTOR, "cart");
    assertThat(fold(none, Row.EMPTY, script)).isNull();
  }

  @Test
  void sessionCounts_startAnewAfterTheGap_andForgetWhatComesTooLate() {
    Aggregate aggregate = new Aggregate.SessionCounts(DAY);
    script.view("ada", "a", 0).shown(ADA, 1, "a").view("ada", "a", 1.5);
    Tallies first = (Tallies) folded(aggregate, Row.EMPTY, script);
    assertThat(first.count("view")).isEqualTo(2);
    assertThat(first.count("impression")).isOne();
    script.view("ada", "a", 3).view("ada", "b", 1.9).view("ada", "b", 2);
    Tallies second = (Tallies) folded(aggregate, Row.EMPTY, script);
    assertThat(second.keys()).containsExactly("view");
    assertThat(second.count("view")).isEqualTo(2);
    assertThat(second.timeMillis()).isEqualTo(millis(3));
    assertThat(fold(aggregate, Row.EMPTY, new Script().item(itemOf("a"), 1))).isNull();
  }

  @Test
  void popularity_sumsPositiveWeights() {
    Aggregate aggregate = new Aggregate.Popularity(WEIGHTS, DAY);
    script.did("ada", "purchase", "a", 1, 0).did("bob", "skip", "a", 1, 1).view("bob", "a", 1);
    Decayed sum = (Decayed) folded(aggregate, Row.EMPTY, script.shown(ADA, 2, "a"));
    assertThat(sum.at(millis(1), DAY)).isEqualTo(2 + 1, TINY);
    assertThat(sum.timeMillis()).isEqualTo(millis(1));
  }

  @Test
  void segmentPopularity_sumsBySegmentsOfTheActor_elseTheRegionOfTheEvent() {
    Aggregate aggregate = new Aggregate.SegmentPopularity(List.of("age", "region"), WEIGHTS, DAY);
    User ada = new User(new UserId("ada"), Map.of("age", new Value.Text("20")));
    Row actor = new Row(new State[] {new UserAttributes(ada)});
    State state = null;
    for (Event event : script.viewFrom("DE", "ada", "a", 0).view("ada", "a", 1).events) {
      state = aggregate.fold(state, event, actor, List.of(Row.EMPTY));
    }
    Tallies tallies = (Tallies) Objects.requireNonNull(state);
    assertThat(tallies.keys()).containsExactly("age=20", "region=DE");
    assertThat(tallies.at("age=20", millis(1), DAY)).isEqualTo(1.5, TINY);
    assertThat(tallies.at("region=DE", millis(1), DAY)).isEqualTo(0.5, TINY);
  }

  @Test
  void segmentPopularity_nobodyOfASegmentOrADislike_changesNothing() {
    Aggregate aggregate = new Aggregate.SegmentPopularity(List.of("age"), WEIGHTS, DAY);
    assertThat(fold(aggregate, Row.EMPTY, script.view("ada", "a", 1))).isNull();
    User ada = new User(new UserId("ada"), Map.of("age", new Value.Text("20")));
    Row actor = new Row(new State[] {new UserAttributes(ada)});
    Event skip = new Script().did("ada", "skip", "a", 1, 1).events.getFirst();
    assertThat(aggregate.fold(null, skip, actor, List.of(Row.EMPTY))).isNull();
  }

  private static Row described(Item item) {
    return new Row(new State[] {new CatalogueEntry(item, 0, false)});
  }

  private static CatalogueEntry catalogue(Script script) {
    return (CatalogueEntry) folded(new Aggregate.Catalogue(), Row.EMPTY, script);
  }

  private static State folded(Aggregate aggregate, Row item, Script script) {
    return Objects.requireNonNull(fold(aggregate, item, script));
  }

  private static @Nullable State fold(Aggregate aggregate, Row item, Script script) {
    State state = null;
    for (Event event : script.events) {
      state = aggregate.fold(state, event, Row.EMPTY, List.of(item));
    }
    return state;
  }
}
