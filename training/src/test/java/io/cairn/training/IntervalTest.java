package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntervalTest {
  @Test
  void bootstrap_withTheSameSeed_givesTheSame() {
    double[] values = new SplittableRandom(1).doubles(200).toArray();
    assertThat(Interval.bootstrap(values, 7)).isEqualTo(Interval.bootstrap(values, 7));
    assertThat(Interval.bootstrap(values, 7)).isNotEqualTo(Interval.bootstrap(values, 8));
  }

  @Test
  void bootstrap_isAsWideAsTheStandardErrorSays() {
    double[] values = new double[400];
    Arrays.fill(values, 0, 200, 1);
    Interval interval = Interval.bootstrap(values, 1);
    double error = Math.sqrt(0.25 / 400);
    assertThat(interval.mean()).isEqualTo(0.5);
    assertThat(interval.low()).isCloseTo(0.5 - 1.96 * error, within(0.01));
    assertThat(interval.high()).isCloseTo(0.5 + 1.96 * error, within(0.01));
  }

  @Test
  void bootstrap_coversTheTrueMean_inAboutNineteenOfTwenty() {
    long covered =
        IntStream.range(0, 200)
            .filter(
                trial -> {
                  double[] drawn = new SplittableRandom(trial).doubles(100).toArray();
                  Interval interval = Interval.bootstrap(drawn, trial);
                  return interval.low() <= 0.5 && 0.5 <= interval.high();
                })
            .count();
    assertThat(covered).isBetween(180L, 198L);
  }

  @Test
  void bootstrap_ofEqualValues_isThatValue() {
    assertThat(Interval.bootstrap(new double[] {3, 3, 3}, 1)).isEqualTo(new Interval(3, 3, 3));
    assertThat(Interval.bootstrap(new double[0], 1)).isEqualTo(new Interval(0, 0, 0));
  }
}
