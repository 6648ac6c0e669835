package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FloatMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OrthonormalColumnsTest {
  private static final int ROWS = 53;
  private static final int COLUMNS = 9;

  @Test
  void of_columnsOfDifferentSizes_areOrthonormal() {
    FloatMatrix columns = OrthonormalColumns.of(random());
    for (int one = 0; one < COLUMNS; one++) {
      for (int other = 0; other < COLUMNS; other++) {
        double expected = one == other ? 1 : 0;
        assertThat(dot(columns, one, columns, other)).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void of_columns_reachesNoFurtherThanThese() {
    FloatMatrix matrix = random();
    FloatMatrix columns = OrthonormalColumns.of(matrix);
    for (int last = 0; last < COLUMNS; last++) {
      double square = 0;
      for (int column = 0; column <= last; column++) {
        square += Math.pow(dot(matrix, last, columns, column), 2);
      }
      assertThat(square / dot(matrix, last, matrix, last)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void of_aColumnThatIsASumOfOthers_isZeros() {
    FloatMatrix matrix = random();
    for (int row = 0; row < ROWS; row++) {
      matrix.values()[row * COLUMNS + 4] = matrix.at(row, 1) - 2 * matrix.at(row, 3);
      matrix.values()[row * COLUMNS + 6] = 0;
    }
    FloatMatrix columns = OrthonormalColumns.of(matrix);
    for (int column = 0; column < COLUMNS; column++) {
      double expected = column == 4 || column == 6 ? 0 : 1;
      assertThat(dot(columns, column, columns, column)).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void of_fewerRowsThanColumns_hasAColumnForEachRow() {
    FloatMatrix columns = OrthonormalColumns.of(FloatMatrix.of(new float[] {3, 1, 2}, 1, 3));
    assertThat(columns.values()).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
  }

  private static FloatMatrix random() {
    Random random = new Random(7);
    FloatMatrix matrix = FloatMatrix.zeros(ROWS, COLUMNS);
    for (int cell = 0; cell < ROWS * COLUMNS; cell++) {
      int scale = 1 + cell % COLUMNS * 20;
      matrix.values()[cell] = (float) (.5 + random.nextGaussian()) * scale;
    }
    return matrix;
  }

  private static double dot(FloatMatrix left, int one, FloatMatrix right, int other) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += (double) left.at(row, one) * right.at(row, other);
    }
    return sum;
  }
}
