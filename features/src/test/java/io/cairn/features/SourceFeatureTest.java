package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class SourceFeatureTest extends FeatureValues {

  @Test
  void sourceScore_isWhatTheSourceSaid_elseMissing() {
    Feature feature = new SourceFeature.SourceScore("f", "als");
    assertThat(value(feature, 1)).isNaN();
    proposed("trending", 1, 9);
    assertThat(value(feature, 1)).isNaN();
    proposed("als", 3, -0.5f);
    assertThat(value(feature, 1)).isEqualTo(-0.5f);
  }

  @Test
  void sourceRank_isThePlaceInTheList_elseMissing() {
    Feature feature = new SourceFeature.SourceRank("f", "als");
    assertThat(value(feature, 1)).isNaN();
    proposed("trending", 1, 9);
    proposed("als", 3, 0.5f);
    assertThat(value(feature, 1)).isEqualTo(3);
  }

  @Test
  void sourceProposed_isOneOrZero() {
    Feature feature = new SourceFeature.SourceProposed("f", "als");
    proposed("trending", 1, 9);
    assertThat(value(feature, 1)).isZero();
    proposed("als", 3, 0.5f);
    assertThat(value(feature, 1)).isOne();
  }

  @Test
  void sourceCount_isHowManyProposedIt() {
    Feature feature = new SourceFeature.SourceCount("f");
    assertThat(value(feature, 1)).isZero();
    proposed("trending", 1, 9);
    proposed("als", 3, 0.5f);
    assertThat(value(feature, 1)).isEqualTo(2);
  }

  @Test
  void settings_withoutSense_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceFeature.SourceScore("f", ""))
        .withMessage("source must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceFeature.SourceRank("f", " "))
        .withMessage("source must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceFeature.SourceProposed("", "als"))
        .withMessage("name must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceFeature.SourceCount(""))
        .withMessage("name must not be blank");
  }
}
