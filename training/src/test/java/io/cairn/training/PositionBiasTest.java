package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PositionBiasTest {
  private final PositionBias falling = new PositionBias(new float[] {1, 0.5f, 0.25f});

  @Test
  void weight_isTheInversePropensity() {
    assertThat(falling.weight(1, 10)).isEqualTo(1);
    assertThat(falling.weight(2, 10)).isEqualTo(2);
    assertThat(falling.weight(3, 10)).isEqualTo(4);
  }

  @Test
  void weight_farDown_isClipped() {
    assertThat(falling.weight(3, 3)).isEqualTo(3);
    assertThat(falling.weight(3, 1)).isEqualTo(1);
  }

  @Test
  void propensity_pastTheEnd_isThatOfTheLast() {
    assertThat(falling.propensity(3)).isEqualTo(0.25);
    assertThat(falling.propensity(4)).isEqualTo(0.25);
    assertThat(falling.propensity(Integer.MAX_VALUE)).isEqualTo(0.25);
  }

  @Test
  void none_weighsAllAlike() {
    assertThat(PositionBias.NONE.weight(1, 10)).isEqualTo(1);
    assertThat(PositionBias.NONE.weight(50, 10)).isEqualTo(1);
  }

  @Property
  void weights_riseAsPropensitiesFall_withinTheirBounds(
      @ForAll("steps") float[] steps, @ForAll @IntRange(min = 1, max = 30) int clip) {
    float[] propensities = new float[steps.length];
    propensities[0] = 1;
    for (int position = 1; position < steps.length; position++) {
      propensities[position] = propensities[position - 1] * steps[position];
    }
    PositionBias bias = new PositionBias(propensities);
    double before = 1;
    for (int position = 1; position <= steps.length + 2; position++) {
      double weight = bias.weight(position, clip);
      assertThat(weight).isBetween(before, (double) clip);
      assertThat(weight == clip || Math.abs(weight * bias.propensity(position) - 1) < 1e-9)
          .isTrue();
      before = weight;
    }
  }

  @Provide
  Arbitrary<float[]> steps() {
    return Arbitraries.floats().between(0.2f, 1).array(float[].class).ofMinSize(1).ofMaxSize(20);
  }

  @Test
  void new_refusesWhatIsNoPropensity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PositionBias(new float[0]))
        .withMessage("the propensity of position 1 must be 1, was not given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PositionBias(new float[] {0.5f}))
        .withMessage("the propensity of position 1 must be 1, was 0.5");
    for (float wrong : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PositionBias(new float[] {1, wrong}))
          .withMessage("the propensity of position 2 must be a number above 0, was " + wrong);
    }
  }

  @Test
  void weight_refusesPositionsAndBoundsBelow1() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> falling.weight(0, 10))
        .withMessage("position must be at least 1, was 0");
    for (double wrong : new double[] {0.9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> falling.weight(1, wrong))
          .withMessage("clip must be a number of at least 1, was " + wrong);
    }
  }
}
