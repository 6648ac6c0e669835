package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Kernel;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ColumnQuantizerTest {
  private static final int ROWS = 500;

  private static float[] normal(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] numbers = new float[length];
    for (int at = 0; at < length; at++) {
      numbers[at] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Each entry is rounded to a step, so that a sum is within half a step a column. */
  @Property(tries = 20)
  void tables_sumToTheProductOfTheCodewords(
      @ForAll @IntRange(min = 1, max = 40) int dimension, @ForAll @IntRange(max = 99) int seed) {
    int columns = ColumnQuantizer.columns(dimension);
    float[] sample = normal(ROWS * columns, seed);
    ColumnQuantizer quantizer = ColumnQuantizer.of(sample, columns);
    float[] query = normal(dimension, seed + 1);
    ColumnQuantizer.Tables tables = quantizer.tables(query);
    for (int row = 0; row < 20; row++) {
      double expected = 0;
      int sum = 0;
      for (int column = 0; column < columns; column++) {
        int code = quantizer.code(column, sample[row * columns + column]);
        float number = column < dimension ? query[column] : 0;
        expected += (double) number * quantizer.codewords()[column * 16 + code];
        sum += tables.entries()[column * Kernel.TABLE + code];
      }
      assertThat((double) tables.bias() + tables.step() * sum)
          .isCloseTo(expected, within(columns * (.5 * tables.step() + 1e-5)));
    }
  }

  /** The least error that 16 numbers can have of a normal distribution is .0095 of its variance. */
  @Test
  void code_ofNormalNumbers_isAlmostAsExactAsCanBe() {
    float[] numbers = normal(8000, 5);
    ColumnQuantizer quantizer = ColumnQuantizer.of(numbers, 2);
    double error = 0;
    for (int at = 0; at < numbers.length; at++) {
      int column = at % 2;
      int code = quantizer.code(column, numbers[at]);
      double difference = numbers[at] - quantizer.codewords()[column * 16 + code];
      error += difference * difference / numbers.length;
    }
    assertThat(error).isLessThan(.011);
  }

  @Test
  void tables_ofManyColumns_staySummable() {
    int columns = 4000;
    ColumnQuantizer quantizer = ColumnQuantizer.of(normal(40 * columns, 2), columns);
    byte[] entries = quantizer.tables(normal(columns, 3)).entries();
    int most = 0;
    for (int column = 0; column < columns; column++) {
      int highest = 0;
      for (int code = 0; code < Kernel.TABLE; code++) {
        assertThat((int) entries[column * Kernel.TABLE + code]).isNotNegative();
        highest = Math.max(highest, entries[column * Kernel.TABLE + code]);
      }
      most += highest;
    }
    assertThat(most).isLessThanOrEqualTo(Short.MAX_VALUE);
  }

  @Test
  void tables_ofAQueryOfZeros_areZeros() {
    ColumnQuantizer quantizer = ColumnQuantizer.of(normal(ROWS * 4, 2), 4);
    ColumnQuantizer.Tables tables = quantizer.tables(new float[3]);
    assertThat(tables.entries()).containsOnly(0);
    assertThat(tables.step()).isZero();
    assertThat(tables.bias()).isZero();
  }
}
