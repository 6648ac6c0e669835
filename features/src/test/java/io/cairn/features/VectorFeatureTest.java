package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VectorFeatureTest extends FeatureValues {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, float[]> VECTORS =
      Map.of(
          "a", new float[] {2, 0},
          "east", new float[] {5, 0},
          "north", new float[] {0, 7},
          "west", new float[] {-1, 0},
          "zero", new float[] {0, 0});

  /** A space in which a history is its first item. */
  private record Plane(Map<String, float[]> vectors) implements VectorSpace {
    @Override
    public Optional<float[]> ofItem(ItemId item) {
      return Optional.ofNullable(vectors.get(item.value()));
    }

    @Override
    public Optional<float[]> ofHistory(Profile profile, RecentEvents recent) {
      return profile.size() == 0 ? Optional.empty() : ofItem(profile.items()[0]);
    }
  }

  @Test
  void history_isComparedByTheAngle() {
    spaces.put("als", new Plane(VECTORS));
    script.view("ada", "east", 0).view("ada", "north", 1);
    assertThat(value(similarity(VectorFeature.Anchor.HISTORY), 1)).isEqualTo(1, TINY);
  }

  @Test
  void lastItem_isTheLatest_whateverTheOrderOfEvents() {
    spaces.put("als", new Plane(VECTORS));
    script.view("ada", "west", 2).view("ada", "east", 1);
    assertThat(value(similarity(VectorFeature.Anchor.LAST_ITEM), 2)).isEqualTo(-1, TINY);
  }

  @Test
  void session_isTheMeanOfItemsOfLengthOne() {
    spaces.put("als", new Plane(VECTORS));
    script.view("ada", "west", 0).view("ada", "east", 1).view("ada", "north", 1.01);
    assertThat(value(similarity(VectorFeature.Anchor.SESSION), 1.01))
        .isEqualTo((float) Math.sqrt(0.5), TINY);
  }

  @Test
  void session_thatIsOverOrCancelsOut_isMissing() {
    spaces.put("als", new Plane(VECTORS));
    script.view("ada", "west", 0);
    assertThat(value(similarity(VectorFeature.Anchor.SESSION), 1)).isNaN();
    assertThat(value(similarity(VectorFeature.Anchor.SESSION), 0)).isEqualTo(-1, TINY);
    script.view("ada", "east", 0);
    assertThat(value(similarity(VectorFeature.Anchor.SESSION), 0)).isNaN();
  }

  @Test
  void unknownModelActorOrItem_isMissing() {
    for (VectorFeature.Anchor anchor : VectorFeature.Anchor.values()) {
      assertThat(value(similarity(anchor), 0)).isNaN();
    }
    spaces.put("als", new Plane(VECTORS));
    for (VectorFeature.Anchor anchor : VectorFeature.Anchor.values()) {
      assertThat(value(similarity(anchor), 0)).isNaN();
    }
    script.view("ada", "unheard-of", 0);
    for (VectorFeature.Anchor anchor : VectorFeature.Anchor.values()) {
      assertThat(value(similarity(anchor), 0)).isNaN();
    }
    spaces.put("als", new Plane(Map.of("b", new float[] {1, 1})));
    script.view("ada", "b", 0);
    assertThat(value(similarity(VectorFeature.Anchor.LAST_ITEM), 0)).isNaN();
  }

  @Test
  void vectorWithoutLength_isMissing() {
    spaces.put("als", new Plane(VECTORS));
    script.view("ada", "zero", 0);
    for (VectorFeature.Anchor anchor : VectorFeature.Anchor.values()) {
      assertThat(value(similarity(anchor), 0)).isNaN();
    }
    spaces.put("als", new Plane(Map.of("a", new float[] {0, 0}, "east", new float[] {1, 0})));
    script.view("ada", "east", 0);
    assertThat(value(similarity(VectorFeature.Anchor.LAST_ITEM), 0)).isNaN();
  }

  @Test
  void models_areTakenInTheirOrder() {
    script.view("ada", "north", 0);
    spaces.put("late", new Plane(VECTORS));
    assertThat(value(similarity(VectorFeature.Anchor.LAST_ITEM), 0)).isEqualTo(0, TINY);
    spaces.put("als", new Plane(Map.of("a", new float[] {1}, "north", new float[] {1})));
    assertThat(value(similarity(VectorFeature.Anchor.LAST_ITEM), 0)).isEqualTo(1, TINY);
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new VectorFeature.VectorSimilarity(
                    "f", List.of(), VectorFeature.Anchor.SESSION, HOUR))
        .withMessage("models must name at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new VectorFeature.VectorSimilarity(
                    "f", List.of("als"), VectorFeature.Anchor.SESSION, Duration.ZERO))
        .withMessage("gap must be at least 1 ms, was PT0S");
  }

  private static Feature similarity(VectorFeature.Anchor anchor) {
    return new VectorFeature.VectorSimilarity("f", List.of("als", "late"), anchor, HOUR);
  }
}
