package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ListNdcgTest {
  @Test
  void at_bestOrder_isOne() {
    assertThat(ListNdcg.at(10, new float[] {3, 1, 2}, new int[] {2, 0, 1})).isEqualTo(1);
  }

  @Test
  void at_byHand() {
    double gain = 3 / (Math.log(3) / Math.log(2));
    double ideal = 3 + 1 / (Math.log(3) / Math.log(2));
    assertThat(ListNdcg.at(2, new float[] {3, 2, 1}, new int[] {0, 2, 1}))
        .isEqualTo(gain / ideal, within(1e-12));
  }

  @Test
  void at_equalScores_keepTheOrder() {
    assertThat(ListNdcg.at(1, new float[] {1, 1}, new int[] {1, 0})).isEqualTo(1);
    assertThat(ListNdcg.at(1, new float[] {1, 1}, new int[] {0, 1})).isZero();
  }
}
