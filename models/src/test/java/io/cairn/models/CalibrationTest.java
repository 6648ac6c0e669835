package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CalibrationTest {
  private static final int SIZE = 20_000;
  private static final float[] SCORES = new float[SIZE];
  private static final float[] LABELS = new float[SIZE];
  private static final float[] ONES = new float[SIZE];

  static {
    SplittableRandom random = new SplittableRandom(3);
    for (int at = 0; at < SIZE; at++) {
      SCORES[at] = (float) (4 * random.nextGaussian());
      LABELS[at] = random.nextDouble() < truth(SCORES[at]) ? 1 : 0;
      ONES[at] = 1;
    }
  }

  private static double truth(double score) {
    return 1 / (1 + Math.exp(1 - score / 2));
  }

  static Stream<Calibration> fitted() {
    return Stream.of(
        IsotonicCalibration.fit(SCORES, LABELS, ONES), PlattScaling.fit(SCORES, LABELS, ONES));
  }

  @ParameterizedTest
  @MethodSource("fitted")
  void probability_isNearTheTruth_andNeverFalls(Calibration calibration) {
    double before = 0;
    for (double score = -30; score <= 30; score += .01) {
      double probability = calibration.probability(score);
      assertThat(probability).isBetween(before, 1.);
      before = probability;
    }
    for (double score = -6; score <= 6; score++) {
      assertThat(calibration.probability(score)).isCloseTo(truth(score), within(.05));
    }
  }

  @ParameterizedTest
  @MethodSource("fitted")
  void read_ofWhatWasWritten_isTheSame(Calibration calibration) {
    byte[] bytes = bytes(calibration);
    Calibration read = read(bytes);
    for (double score = -12; score <= 12; score += .1) {
      assertThat(read.probability(score)).isEqualTo(calibration.probability(score));
    }
    assertThat(bytes(read)).isEqualTo(bytes);
  }

  static Stream<Calibration> small() {
    return Stream.of(
        IsotonicCalibration.fit(
            new float[] {1, 2, 3}, new float[] {0, 1, 1}, new float[] {1, 1, 1}),
        new PlattScaling(2, -1));
  }

  @ParameterizedTest
  @MethodSource("small")
  void read_ofDamagedBytes_isARisingCurveOrRefused(Calibration calibration) {
    byte[] bytes = bytes(calibration);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> read(cut))
          .withMessageStartingWith("the model file is damaged");
    }
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) 0x80;
      try {
        Calibration read = read(changed);
        assertThat(read.probability(0) + 0.).isBetween(0., 1.);
        assertThat(read.probability(3) + 0.).isBetween(read.probability(1) + 0., 1.);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("the model file");
      }
    }
  }

  @Test
  void isotonic_poolsWhatFalls_byWeight() {
    Calibration calibration =
        IsotonicCalibration.fit(
            new float[] {4, 1, 2, 3, 3}, new float[] {1, 0, 1, 0, 0}, new float[] {1, 1, 1, 2, 1});
    assertThat(calibration.probability(0)).isZero();
    assertThat(calibration.probability(1)).isZero();
    assertThat(calibration.probability(2)).isEqualTo(.25);
    assertThat(calibration.probability(3)).isEqualTo(.25);
    assertThat(calibration.probability(3.5)).isEqualTo(.625);
    assertThat(calibration.probability(9)).isEqualTo(1);
  }

  @Test
  void isotonic_equalsTheBestOfAllRisingSteps() {
    float[] scores = {1, 2, 3, 4, 5, 6};
    float[] labels = {1, 0, 0, 1, 0, 1};
    Calibration calibration = IsotonicCalibration.fit(scores, labels, ofOnes(6));
    double[] expected = {1 / 3., 1 / 3., 1 / 3., .5, .5, 1};
    for (int at = 0; at < 6; at++) {
      assertThat(calibration.probability(scores[at])).isCloseTo(expected[at], within(1e-6));
    }
  }

  @Test
  void platt_onScoresThatMislead_saysTheShare() {
    float[] scores = {1, 2, 3, 4};
    float[] labels = {1, 1, 0, 0};
    PlattScaling platt = PlattScaling.fit(scores, labels, ofOnes(4));
    assertThat(platt.slope()).isZero();
    assertThat(platt.probability(2)).isCloseTo(.5, within(1e-6));
  }

  @Test
  void platt_onOneScore_isTheShare() {
    PlattScaling platt = PlattScaling.fit(new float[] {2, 2, 2}, new float[] {1, 0, 0}, ofOnes(3));
    assertThat(platt.probability(2)).isCloseTo((2 / 3. + 2 * .25) / 3, within(1e-4));
  }

  @Test
  void fit_leavesOutWhatIsNotKnown() {
    float[] scores = {1, 1, 1, 1};
    float[] labels = {1, 0, Float.NaN, 1};
    float[] weights = {1, 1, 5, 0};
    assertThat(IsotonicCalibration.fit(scores, labels, weights).probability(1)).isEqualTo(.5);
  }

  @Test
  void fit_ofNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlattScaling.fit(new float[0], new float[0], new float[0]))
        .withMessageContaining("no scores with a known label");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IsotonicCalibration.fit(new float[2], new float[1], new float[2]))
        .withMessage("2 scores need as many labels and weights, were 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PlattScaling.fit(new float[] {Float.NaN}, new float[] {1}, new float[] {1}))
        .withMessageContaining("a score is not finite");
  }

  private static float[] ofOnes(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static byte[] bytes(Calibration calibration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      calibration.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static Calibration read(byte[] bytes) {
    return Calibration.read(new ByteArrayInputStream(bytes), bytes.length);
  }
}
