package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SymmetricMatrixTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12, 63, 64, 65, 130, 201})
  void invert_timesTheMatrix_isIdentity(int size) {
    for (Kernel kernel : new Kernel[] {new ScalarKernel(), new VectorKernel()}) {
      double[][] full = positiveDefinite(size);
      SymmetricMatrix matrix = fill(new SymmetricMatrix(size, kernel), full);
      matrix.invert(Progress.NONE);
      assertThat(distanceFromIdentity(full, matrix)).isLessThan(1e-9);
    }
  }

  @Test
  void invert_byHand() {
    SymmetricMatrix matrix = fill(new SymmetricMatrix(2), new double[][] {{4, 2}, {2, 3}});
    matrix.invert(Progress.NONE);
    assertThat(matrix.at(0, 0)).isCloseTo(.375, within(1e-15));
    assertThat(matrix.at(0, 1)).isCloseTo(-.25, within(1e-15));
    assertThat(matrix.at(1, 1)).isCloseTo(.5, within(1e-15));
  }

  @Test
  void invert_notPositiveDefinite_isRefusedWithThePivot() {
    SymmetricMatrix matrix = fill(new SymmetricMatrix(2), new double[][] {{1, 2}, {2, 3}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.invert(Progress.NONE))
        .withMessage("the matrix is not positive definite: pivot 1 is -1.0");
  }

  @Test
  void invert_tellsItsProgressToTheEnd() {
    List<Long> done = new ArrayList<>();
    fill(new SymmetricMatrix(130), positiveDefinite(130)).invert((_, at, _) -> done.add(at));
    assertThat(done).containsExactly(64L, 128L, 130L);
  }

  @Test
  void set_theMirrorImage_isTheSameCell() {
    SymmetricMatrix matrix = new SymmetricMatrix(3);
    matrix.set(0, 2, 7);
    assertThat(matrix.at(2, 0)).isEqualTo(7);
    assertThat(matrix.size()).isEqualTo(3);
  }

  @Test
  void new_ofSizeZero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SymmetricMatrix(0))
        .withMessage("size must be at least 1, was 0");
  }

  @Test
  void bytes_isFourTimesTheSquare_andALittle() {
    assertThat(SymmetricMatrix.bytes(20_000)).isBetween(1_600_000_000L, 1_610_000_000L);
  }

  /** Returns the largest difference of a cell of the product from that of the identity. */
  private static double distanceFromIdentity(double[][] full, SymmetricMatrix inverse) {
    double distance = 0;
    for (int row = 0; row < full.length; row++) {
      for (int column = 0; column < full.length; column++) {
        double product = 0;
        for (int k = 0; k < full.length; k++) {
          product += full[row][k] * inverse.at(k, column);
        }
        distance = Math.max(distance, Math.abs(product - (row == column ? 1 : 0)));
      }
    }
    return distance;
  }

  private static SymmetricMatrix fill(SymmetricMatrix matrix, double[][] cells) {
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column <= row; column++) {
        matrix.set(row, column, cells[row][column]);
      }
    }
    return matrix;
  }

  /** Returns X · transpose(X) + I. */
  private static double[][] positiveDefinite(int size) {
    Random random = new Random(size);
    double[][] x = new double[size][size];
    for (double[] row : x) {
      Arrays.setAll(row, _ -> random.nextDouble() * 2 - 1);
    }
    double[][] product = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        product[row][column] = row == column ? 1 : 0;
        for (int k = 0; k < size; k++) {
          product[row][column] += x[row][k] * x[column][k];
        }
      }
    }
    return product;
  }
}
