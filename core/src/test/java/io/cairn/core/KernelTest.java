package io.cairn.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class KernelTest {
  private final Kernel scalar = new ScalarKernel();
  private final Kernel vector = new VectorKernel();

  @Test
  void fastest_withTheIncubatorModule_isVector() {
    assertThat(Kernel.FASTEST).isInstanceOf(VectorKernel.class);
  }

  @Test
  void dot_ofSmallNumbers_isExact() {
    float[] a = {1, 2, 3};
    float[] b = {9, 4, 5, 6};
    assertThat(scalar.dot(a, 0, b, 1, 3)).isEqualTo(32);
    assertThat(vector.dot(a, 0, b, 1, 3)).isEqualTo(32);
  }

  @Property(tries = 200)
  void dot_vector_equalsScalar(
      @ForAll @IntRange(max = 131) int length,
      @ForAll @IntRange(max = 5) int from,
      @ForAll long s) {
    float[] a = floats(length + from, s);
    float[] b = floats(length + 2 * from, s + 1);
    assertThat(vector.dot(a, from, b, 2 * from, length))
        .isCloseTo(scalar.dot(a, from, b, 2 * from, length), within(1e-4f));
  }

  /** The sum of the lanes has one order, also after the virtual machine has compiled the loop. */
  @Test
  void dot_vector_isTheSameToTheBitOnceCompiled() {
    float[][] rows = new float[200][];
    float[] cold = new float[rows.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = floats(64, row);
      cold[row] = inOrder(rows[row], rows[0]);
    }
    for (int round = 0; round < 500; round++) {
      for (int row = 0; row < rows.length; row++) {
        assertThat(vector.dot(rows[row], 0, rows[0], 0, 64)).isEqualTo(cold[row]);
      }
    }
  }

  /** The same sum by plain loops, in the order of the lanes. */
  private static float inOrder(float[] a, float[] b) {
    int lanes = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED.length();
    float[] even = new float[lanes];
    float[] odd = new float[lanes];
    for (int at = 0; at < a.length; at++) {
      boolean isEven = at / lanes % 2 == 0;
      float[] sums = isEven ? even : odd;
      sums[at % lanes] = Math.fma(a[at], b[at], sums[at % lanes]);
    }
    float[] four = new float[4];
    for (int lane = 0; lane < lanes; lane++) {
      four[lane % 4] += even[lane] + odd[lane];
    }
    return (four[0] + four[2]) + (four[1] + four[3]);
  }

  @Property(tries = 200)
  void dotBytes_bothKernels_equalTheSum(
      @ForAll @IntRange(max = 131) int length,
      @ForAll @IntRange(max = 5) int from,
      @ForAll long s) {
    byte[] codes = new byte[length + from];
    new Random(s).nextBytes(codes);
    float[] b = floats(length, s + 1);
    double expected = 0;
    for (int at = 0; at < length; at++) {
      expected += (double) codes[from + at] * b[at];
    }
    for (Kernel kernel : List.of(scalar, vector)) {
      assertThat((double) kernel.dotBytes(MemorySegment.ofArray(codes), from, b, length))
          .isCloseTo(expected, within(.02));
    }
  }

  @Property(tries = 200)
  void axpy_vector_equalsScalar(
      @ForAll @IntRange(max = 131) int length,
      @ForAll @IntRange(max = 5) int from,
      @ForAll long s) {
    float[] x = floats(length + from, s);
    float[] expected = floats(length + 2 * from + 1, s + 1);
    float[] actual = expected.clone();
    scalar.axpy(.7f, x, from, expected, 2 * from, length);
    vector.axpy(.7f, x, from, actual, 2 * from, length);
    assertThat(actual).containsExactly(expected, within(1e-5f));
  }

  @Property(tries = 100)
  void dot_ofASegment_equalsThatOfAnArrayToTheBit(
      @ForAll @IntRange(max = 131) int length,
      @ForAll @IntRange(max = 5) int from,
      @ForAll long s) {
    float[] a = floats(length + from, s);
    float[] b = floats(length, s + 1);
    MemorySegment mapped = Arena.ofAuto().allocate((long) a.length * Float.BYTES);
    mapped.copyFrom(MemorySegment.ofArray(a));
    for (Kernel kernel : new Kernel[] {scalar, vector}) {
      float expected = kernel.dot(a, from, b, 0, length);
      assertThat(kernel.dot(MemorySegment.ofArray(a), from, b, length)).isEqualTo(expected);
      assertThat(kernel.dot(mapped, from, b, length)).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void sumCodes_bothKernels_sumExactly(
      @ForAll @IntRange(max = 70) int pairs, @ForAll @IntRange(max = 9000) int floor) {
    Random random = new Random(31 * pairs + floor);
    long from = 3 * 64;
    MemorySegment codes = Arena.ofAuto().allocate(from + pairs * 64L, 64);
    byte[] tables = new byte[2 * pairs * Kernel.TABLE];
    for (int table = 0; table < 2 * pairs; table++) {
      for (int code = 0; code < 16; code++) {
        byte entry = (byte) random.nextInt(128);
        tables[table * Kernel.TABLE + code] = entry;
        tables[table * Kernel.TABLE + 16 + code] = entry;
      }
    }
    int[] expected = new int[Kernel.BLOCK];
    for (int at = 0; at < pairs * Kernel.BLOCK; at++) {
      int first = random.nextInt(16);
      int second = random.nextInt(16);
      codes.set(ValueLayout.JAVA_BYTE, from + at, (byte) (first | second << 4));
      int table = at / Kernel.BLOCK * 2 * Kernel.TABLE;
      expected[at % Kernel.BLOCK] += tables[table + first] + tables[table + Kernel.TABLE + second];
    }
    for (Kernel kernel : new Kernel[] {scalar, vector}) {
      short[] sums = new short[Kernel.BLOCK];
      long above = kernel.sumCodes(codes, from, tables, floor, sums);
      for (int lane = 0; lane < Kernel.BLOCK; lane++) {
        assertThat((int) sums[Kernel.sumAt(lane)]).isEqualTo(expected[lane]);
        assertThat((above >>> lane & 1) == 1).isEqualTo(expected[lane] > floor);
      }
    }
  }

  @Test
  void products_returnsOneForEachRow() {
    float[] matrix = {1, 2, 3, 4, 5, 6};
    assertThat(vector.products(matrix, new float[] {1, 10})).containsExactly(21, 43, 65);
    assertThat(scalar.products(matrix, new float[] {1, 0, 0})).containsExactly(1, 4);
  }

  @Property(tries = 50)
  void subtractTile_bothKernels_equalThreeLoops(
      @ForAll @IntRange(min = 1, max = 70) int depth, @ForAll long seed) {
    for (Kernel kernel : new Kernel[] {scalar, vector}) {
      int width = kernel.tileColumns();
      double[][] c = new double[3 * Kernel.TILE_ROWS][2 * width];
      double[] a = doubles(c.length * depth, seed);
      double[] b = doubles(depth * width, seed + 1);
      kernel.subtractTile(c, Kernel.TILE_ROWS, width, a, b);
      for (int row = 0; row < c.length; row++) {
        boolean inside = row / Kernel.TILE_ROWS == 1;
        for (int lane = 0; lane < width; lane++) {
          double product = 0;
          for (int k = 0; k < depth; k++) {
            product += a[row * depth + k] * b[k * width + lane];
          }
          assertThat(c[row][lane]).isZero();
          assertThat(c[row][width + lane]).isCloseTo(inside ? -product : 0, within(1e-12));
        }
      }
    }
  }

  @Property(tries = 50)
  void addTile_bothKernels_equalThreeLoops(
      @ForAll @IntRange(max = 70) int depth, @ForAll long seed) {
    for (Kernel kernel : new Kernel[] {scalar, vector}) {
      int width = kernel.floatTileColumns();
      int stride = width + 3;
      float[] c = new float[5 * stride];
      float[] panel = floats(depth * Kernel.TILE_ROWS, seed);
      float[] strips = floats(2 * depth * width, seed + 1);
      Arrays.fill(c, 1);
      kernel.addTile(c, stride + 2, stride, panel, strips, 1);
      for (int cell = 0; cell < c.length; cell++) {
        int row = cell / stride - 1;
        int lane = cell % stride - 2;
        double sum = 1;
        for (int k = 0; k < depth && row >= 0 && lane >= 0 && lane < width; k++) {
          sum += (double) panel[k * Kernel.TILE_ROWS + row] * strips[(depth + k) * width + lane];
        }
        assertThat((double) c[cell]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  static float[] floats(int length, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[length];
    for (int at = 0; at < length; at++) {
      numbers[at] = random.nextFloat() * 2 - 1;
    }
    return numbers;
  }

  private static double[] doubles(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }
}
