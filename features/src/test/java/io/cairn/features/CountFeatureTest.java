package io.cairn.features;

import static io.cairn.features.Script.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Context;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CountFeatureTest extends FeatureValues {

  @Test
  void eventCount_ofItem_countsEverybody() {
    script.view("ada", "a", 0).view("bob", "a", 1).view("bob", "b", 1);
    script.did("bob", "cart", "a", 1, 1);
    assertThat(value(count(ITEM, "view"), 9)).isEqualTo(log1p(2), TINY);
  }

  @Test
  void eventCount_ofActor_countsEveryItemAndOneForEachList() {
    script.view("ada", "a", 0).view("ada", "b", 1).view("bob", "a", 1);
    script.shown(ADA, 1, "a", "b", "c");
    assertThat(value(count(ACTOR, "view"), 9)).isEqualTo(log1p(2), TINY);
    assertThat(value(count(ACTOR, "impression"), 9)).isEqualTo(log1p(1), TINY);
  }

  @Test
  void eventCount_ofAnyType_countsInteractionsOnly() {
    script.view("ada", "a", 0).did("bob", "cart", "a", 1, 1).shown(ADA, 1, "a");
    assertThat(value(count(ITEM, "*"), 9)).isEqualTo(log1p(2), TINY);
    assertThat(value(count(ACTOR, "*"), 9)).isEqualTo(log1p(1), TINY);
  }

  @Test
  void eventCount_ofNothing_isZero() {
    assertThat(value(count(ITEM, "view"), 9)).isZero();
    assertThat(value(count(ACTOR, "*"), 9)).isZero();
  }

  @Test
  void eventCount_ofARemovedUser_startsAnew() {
    script.view("ada", "a", 0).removeUser("ada", 1).view("ada", "a", 2);
    assertThat(value(count(ACTOR, "view"), 9)).isEqualTo(log1p(1), TINY);
    assertThat(value(count(ITEM, "view"), 9)).isEqualTo(log1p(2), TINY);
  }

  @Test
  void eventCount_ofASession_isReadFromItsRow() {
    Visitor session = Visitor.of(new SessionId("s"));
    script.did(session, "view", "a", 1, 0).view("ada", "a", 0);
    assertThat(value(count(ACTOR, "view"), 9, session, Context.NONE)).isEqualTo(log1p(1), TINY);
  }

  @Test
  void recentEventCount_decays() {
    script.view("ada", "a", 0).view("bob", "a", 1).did("bob", "cart", "a", 1, 2);
    assertThat(value(recent(ITEM, "view"), 2)).isEqualTo(log1p(0.25 + 0.5), TINY);
    assertThat(value(recent(ACTOR, "view"), 2)).isEqualTo(log1p(0.25), TINY);
    assertThat(value(recent(ITEM, "*"), 2)).isEqualTo(log1p(0.25 + 0.5 + 1), TINY);
  }

  @Test
  void recentEventCount_lateEvents_countAsMuchAsInOrder() {
    script.view("ada", "a", 2).view("bob", "a", 0).view("cy", "a", 1);
    assertThat(value(recent(ITEM, "view"), 3)).isEqualTo(log1p(0.5 + 0.125 + 0.25), TINY);
  }

  @Test
  void recentEventCount_ofNothing_isZero() {
    assertThat(value(recent(ITEM, "view"), 2)).isZero();
  }

  @Test
  void windowCount_countsWhatIsNotTooOld() {
    script.view("ada", "a", 0).view("bob", "a", 8.5).view("bob", "a", 9).shown(ADA, 9, "a");
    script.did("ada", "cart", "a", 1, 9);
    assertThat(value(window(ITEM, "view"), 9)).isEqualTo(log1p(2), TINY);
    assertThat(value(window(ITEM, "*"), 9)).isEqualTo(log1p(3), TINY);
    assertThat(value(window(ACTOR, "view"), 9)).isZero();
    assertThat(value(window(ITEM, "view"), 9.7)).isEqualTo(log1p(1), TINY);
    assertThat(value(window(ITEM, "view"), 11)).isZero();
  }

  @Test
  void daysSince_isMissingBeforeTheFirst_andNeverNegative() {
    assertThat(value(new CountFeature.DaysSince("f", ITEM, "view"), 1)).isNaN();
    script.view("ada", "b", 1).view("bob", "a", 2).view("bob", "a", 0).shown(ADA, 3, "a");
    assertThat(value(new CountFeature.DaysSince("f", ITEM, "view"), 4.5)).isEqualTo(2.5f, TINY);
    assertThat(value(new CountFeature.DaysSince("f", ACTOR, "*"), 4.5)).isEqualTo(3.5f, TINY);
    assertThat(value(new CountFeature.DaysSince("f", ACTOR, "impression"), 4.5))
        .isEqualTo(1.5f, TINY);
    assertThat(value(new CountFeature.DaysSince("f", ACTOR, "cart"), 4.5)).isNaN();
    assertThat(value(new CountFeature.DaysSince("f", ITEM, "view"), 1)).isZero();
  }

  @Test
  void daysSinceInteraction_isOfTheActorWithTheItem() {
    Feature feature = new CountFeature.DaysSinceInteraction("f");
    script.view("bob", "a", 3).view("ada", "b", 3);
    assertThat(value(feature, 4)).isNaN();
    script.view("ada", "a", 2).view("ada", "a", 1).shown(ADA, 3, "a");
    assertThat(value(feature, 4)).isEqualTo(2, TINY);
    Visitor nobody = Visitor.of(new UserId("eve"));
    assertThat(value(feature, 4, nobody, Context.NONE)).isNaN();
  }

  @Test
  void itemEventCount_isOfTheActorWithTheItem_andDecays() {
    Feature shown = new CountFeature.ItemEventCount("f", "impression", DAY);
    Feature views = new CountFeature.ItemEventCount("f", "view", DAY);
    script
        .shown(ADA, 3, "a", "b")
        .shown(ADA, 2, "a")
        .shown(Visitor.of(new UserId("bob")), 2, "b")
        .view("ada", "a", 2);
    assertThat(value(shown, 2)).isEqualTo((float) Math.log(1 + 1 + 0.5), TINY);
    assertThat(value(views, 2)).isEqualTo((float) Math.log(1 + 1), TINY);
    Visitor nobody = Visitor.of(new UserId("eve"));
    assertThat(value(shown, 2, nobody, Context.NONE)).isZero();
  }

  @Test
  void itemEventCount_ofTooManyItems_forgetsTheOldest() {
    Feature feature = new CountFeature.ItemEventCount("f", "impression", DAY);
    script.shown(ADA, 7, "a");
    for (int item = 0; item < 256; item++) {
      script.shown(ADA, 8, "other-" + item);
    }
    assertThat(value(feature, 8)).isZero();
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountFeature.EventCount(" ", ITEM, "view", DAY))
        .withMessage("name must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountFeature.EventCount("f", ITEM, "", DAY))
        .withMessage("event must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountFeature.RecentEventCount("f", ITEM, "view", Duration.ZERO))
        .withMessage("half-life must be at least 1 ms, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountFeature.WindowCount("f", ITEM, "view", Duration.ofMillis(9)))
        .withMessage("window must be at least 10 ms, was PT0.009S");
  }

  private static Feature count(Aggregate.Subject subject, String event) {
    return new CountFeature.EventCount("f", subject, event, DAY);
  }

  private static Feature recent(Aggregate.Subject subject, String event) {
    return new CountFeature.RecentEventCount("f", subject, event, DAY);
  }

  private static Feature window(Aggregate.Subject subject, String event) {
    return new CountFeature.WindowCount("f", subject, event, DAY);
  }
}
