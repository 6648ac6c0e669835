package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SparseRowsTest {
  private final float[] weights = {1, -1, 2, 3, 4};
  private final SparseRows rows =
      SparseRows.of(
          Matrices.weighted(4, weights, new int[] {0, 3, 1}, new int[0], new int[] {1, 0}));

  @Test
  void transposed_mirrorsEveryCell() {
    SparseRows mirror = rows.transposed();
    assertThat(mirror.width()).isEqualTo(3);
    assertThat(mirror.starts()).containsExactly(0, 2, 4, 4, 5);
    assertThat(mirror.columns()).containsExactly(0, 2, 0, 2, 0);
    assertThat(mirror.weights()).containsExactly(1, 4, 2, 3, -1);
  }

  @Test
  void positive_keepsTheLatestPositiveCells() {
    SparseRows one = rows.positive(1);
    assertThat(one.starts()).containsExactly(0, 1, 1, 2);
    assertThat(one.columns()).containsExactly(1, 0);
    assertThat(one.weights()).containsExactly(2, 4);
    assertThat(rows.positive(9).columns()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void picked_keepsTheNamedRowsInTheirOrder() {
    SparseRows picked = rows.picked(new int[] {2, 1, 0});
    assertThat(picked.width()).isEqualTo(4);
    assertThat(picked.starts()).containsExactly(0, 2, 2, 5);
    assertThat(picked.columns()).containsExactly(1, 0, 0, 3, 1);
    assertThat(picked.weights()).containsExactly(3, 4, 1, -1, 2);
  }
}
