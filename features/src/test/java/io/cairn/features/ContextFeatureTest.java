package io.cairn.features;

import static io.cairn.features.Script.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Context;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContextFeatureTest extends FeatureValues {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void hourOfDay_isInTheZoneOfTheUser() {
    Feature feature = new ContextFeature.HourOfDay("f", "zone", "UTC");
    assertThat(value(feature, 0.25 + 15 / 1440.0)).isEqualTo(6.25f, TINY);
    script.user("ada", Map.of("zone", new Value.Text("America/New_York")), 0);
    assertThat(value(feature, 0.25)).isEqualTo(1, TINY);
    assertThat(value(feature, 0)).isEqualTo(19, TINY);
  }

  @Test
  void hourOfDay_unreadableZoneOfTheUser_isTheOtherOne() {
    script.user("ada", Map.of("zone", new Value.Text("Mars/Olympus")), 0);
    assertThat(value(new ContextFeature.HourOfDay("f", "zone", "Europe/Paris"), 0))
        .isEqualTo(1, TINY);
  }

  @Test
  void dayOfWeek_isFromOneForMonday_inTheZoneOfTheUser() {
    Feature feature = new ContextFeature.DayOfWeek("f", "zone", "UTC");
    assertThat(value(feature, 0)).isEqualTo(4); // the first of January 2026 was a Thursday
    assertThat(value(feature, 3.9)).isEqualTo(7);
    assertThat(value(feature, 4)).isEqualTo(1);
    script.user("ada", Map.of("zone", new Value.Text("America/New_York")), 0);
    assertThat(value(feature, 4)).isEqualTo(7);
  }

  @Test
  void contextCode_isTheHashOfItsPart() {
    Context context = new Context("phone", "start", "DE", 0, Optional.empty());
    Map<ContextFeature.Part, String> texts =
        Map.of(
            ContextFeature.Part.DEVICE, "phone",
            ContextFeature.Part.PAGE, "start",
            ContextFeature.Part.REGION, "DE",
            ContextFeature.Part.SURFACE, "home");
    assertThat(texts).hasSize(ContextFeature.Part.values().length);
    texts.forEach(
        (part, text) ->
            assertThat(value(new ContextFeature.ContextCode("f", part, 97), 0, ADA, context))
                .isEqualTo(Math.floorMod(text.hashCode(), 97)));
  }

  @Test
  void contextCode_ofNothing_isMissing() {
    assertThat(value(new ContextFeature.ContextCode("f", ContextFeature.Part.DEVICE, 9), 0))
        .isNaN();
  }

  @Test
  void sessionDepth_countsInteractionsOfThePresentSession() {
    Feature feature = new ContextFeature.SessionDepth("f", HOUR);
    assertThat(value(feature, 1)).isZero();
    script.view("ada", "a", 0).view("ada", "b", 1).shown(ADA, 1, "a");
    assertThat(value(feature, 1)).isEqualTo(1);
    script.view("ada", "c", 1.01);
    assertThat(value(feature, 1.02)).isEqualTo(2);
    assertThat(value(feature, 1.1)).isZero();
  }

  @Test
  void userNumber_isWhatIsKnownOfTheUser_elseMissing() {
    Feature feature = new ContextFeature.UserNumber("f", "age");
    assertThat(value(feature, 1)).isNaN();
    script.user("ada", Map.of("age", new Value.Text("old")), 0);
    assertThat(value(feature, 1)).isNaN();
    script.user("ada", Map.of("age", new Value.Numeric(36)), 0);
    assertThat(value(feature, 1)).isEqualTo(36);
    script.removeUser("ada", 1);
    assertThat(value(feature, 1)).isNaN();
  }

  @Test
  void userCode_isTheHashOfTheFirstText_elseMissing() {
    Feature feature = new ContextFeature.UserCode("f", "gender", 97);
    assertThat(value(feature, 1)).isNaN();
    script.user("ada", Map.of("gender", new Value.Text("f")), 0);
    assertThat(value(feature, 1)).isEqualTo(Math.floorMod("f".hashCode(), 97));
  }

  @Test
  void position_isThatOfTheShownList_elseTheFirst() {
    Feature feature = new ContextFeature.Position("f");
    List<String> items = List.of("c", "b", "a");
    assertThat(value(feature, occasion(items.size()), items)).isEqualTo(3);
    assertThat(value(feature, occasion(0), items)).isEqualTo(1);
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.HourOfDay("f", "zone", "Mars"))
        .withMessage("zone must be a time zone such as UTC or Europe/Paris, was Mars");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.DayOfWeek("f", "", "UTC"))
        .withMessage("zone-attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.ContextCode("f", ContextFeature.Part.DEVICE, 0))
        .withMessage("buckets must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.SessionDepth("f", Duration.ZERO))
        .withMessage("gap must be at least 1 ms, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.UserNumber("f", ""))
        .withMessage("attribute must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.UserCode("f", "gender", -1))
        .withMessage("buckets must be at least 1, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextFeature.Position(""))
        .withMessage("name must not be blank");
  }

  private static Situation.Occasion occasion(int shown) {
    return new Situation.Occasion(Visitor.ANONYMOUS, "home", Context.NONE, day(1), shown);
  }
}
