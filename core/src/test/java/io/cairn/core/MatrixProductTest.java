package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class MatrixProductTest {
  private final MatrixProduct scalar = new MatrixProduct(new ScalarKernel());
  private final MatrixProduct vector = new MatrixProduct(new VectorKernel());

  @Test
  void add_ofSmallMatrices_isExact() {
    FloatMatrix a = FloatMatrix.of(new float[] {1, 2, 3, 4}, 2, 2);
    FloatMatrix b = FloatMatrix.of(new float[] {5, 6, 7, 8}, 2, 2);
    float[] c = {100, 0, 0, 0};
    vector.add(a, b, FloatMatrix.of(c, 2, 2));
    assertThat(c).containsExactly(119, 22, 43, 50);
    scalar.add(a.transposed(), b, FloatMatrix.of(c, 2, 2));
    assertThat(c).containsExactly(119 + 26, 22 + 30, 43 + 38, 50 + 44);
  }

  @Property(tries = 60)
  void add_ofAnyShapes_equalsThreeLoops(
      @ForAll @IntRange(max = 30) int rows,
      @ForAll @IntRange(max = 300) int depth,
      @ForAll @IntRange(max = 60) int columns,
      @ForAll boolean transposed,
      @ForAll long seed) {
    FloatMatrix a = matrix(rows, depth, transposed, seed);
    FloatMatrix b = matrix(depth, columns, !transposed, seed + 1);
    FloatMatrix expected = matrix(rows, columns, false, seed + 2);
    FloatMatrix byVectors = FloatMatrix.of(expected.values().clone(), rows, columns);
    FloatMatrix byLoops = FloatMatrix.of(expected.values().clone(), rows, columns);
    vector.add(a, b, byVectors);
    scalar.add(a, b, byLoops);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = expected.at(row, column);
        for (int k = 0; k < depth; k++) {
          sum += (double) a.at(row, k) * b.at(k, column);
        }
        assertThat((double) byVectors.at(row, column)).isCloseTo(sum, within(2e-4));
        assertThat((double) byLoops.at(row, column)).isCloseTo(sum, within(2e-4));
      }
    }
  }

  @Test
  void add_ofShapesThatDoNotFit_isRefused() {
    FloatMatrix a = FloatMatrix.zeros(2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vector.add(a, a, FloatMatrix.zeros(2, 3)))
        .withMessage("cannot add the product of 2 × 3 and 2 × 3 to a row-major 2 × 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vector.add(a, a.transposed(), FloatMatrix.zeros(2, 3).transposed()));
  }

  @Test
  void new_moreCellsThanTheArrayHas_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatMatrix.of(new float[5], 2, 3))
        .withMessage("2 × 3 cells do not fit an array of 5");
  }

  @Test
  void resized_toFewerCells_sharesTheArray() {
    FloatMatrix matrix = FloatMatrix.zeros(4, 6);
    assertThat(matrix.resized(3, 5).values()).isSameAs(matrix.values());
    assertThat(matrix.resized(5, 5).values()).hasSize(25);
  }

  private static FloatMatrix matrix(int rows, int columns, boolean transposed, long seed) {
    float[] values = KernelTest.floats(rows * columns, seed);
    return transposed
        ? FloatMatrix.of(values, columns, rows).transposed()
        : FloatMatrix.of(values, rows, columns);
  }
}
