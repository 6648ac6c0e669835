package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Writes vectors as codes of four bits a number. Immutable.
 *
 * @param codewords of each column 16 numbers, shape {@code [columns() × 16]}
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ColumnQuantizer(float[] codewords) {

  /*
   * Product quantisation [1] of one column each, with so few codewords, learned by k-means [2],
   * that a table of what each contributes to a product fits in a vector register, where many
   * vectors look up at once [3]. A table entry is a number from 0 to 127, so that sums are exact;
   * all tables have the same step, and what they leave out below their lowest entries is one
   * number.
   *
   * [1] Jégou, Douze, Schmid. Product Quantization for Nearest Neighbor Search. TPAMI 2011.
   *     https://doi.org/10.1109/TPAMI.2010.57
   * [2] Lloyd. Least Squares Quantization in PCM. IEEE Transactions on Information Theory 1982.
   *     https://doi.org/10.1109/TIT.1982.1056489
   * [3] André, Kermarrec, Le Scouarnec. Cache Locality Is Not Enough: High-Performance Nearest
   *     Neighbor Search with Product Quantization Fast Scan. VLDB 2015.
   *     https://doi.org/10.14778/2856318.2856324
   */

  private static final int CODEWORDS = 16;
  private static final int ITERATIONS = 30;
  private static final int ENTRY_MAX = 127;

  /** What {@link Kernel#sumCodes} can count to. */
  private static final int SUM_MAX = Short.MAX_VALUE;

  /** Returns the columns of vectors of a dimension with the zero that a whole byte may need. */
  static int columns(int dimension) {
    return Math.ceilDiv(dimension, 2) * 2;
  }

  /**
   * Learns from vectors.
   *
   * @param sample shape {@code [rows × columns]}, row-major, at least one row
   * @param columns an even number
   */
  static ColumnQuantizer of(float[] sample, int columns) {
    float[] codewords = new float[columns * CODEWORDS];
    IntStream.range(0, columns)
        .parallel()
        .forEach(
            column -> {
              float[] numbers = new float[sample.length / columns];
              for (int row = 0; row < numbers.length; row++) {
                numbers[row] = sample[row * columns + column];
              }
              float[] learned = learn(numbers);
              System.arraycopy(learned, 0, codewords, column * CODEWORDS, CODEWORDS);
            });
    return new ColumnQuantizer(codewords);
  }

  /** Returns codewords in ascending order: what is nearest to each is a part of sorted numbers. */
  private static float[] learn(float[] numbers) {
    Arrays.sort(numbers);
    double[] sums = new double[numbers.length + 1];
    for (int at = 0; at < numbers.length; at++) {
      sums[at + 1] = sums[at] + numbers[at];
    }
    float[] codewords = new float[CODEWORDS];
    for (int code = 0; code < CODEWORDS; code++) {
      codewords[code] = numbers[(2 * code + 1) * numbers.length / (2 * CODEWORDS)];
    }
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      int from = 0;
      for (int code = 0; code < CODEWORDS; code++) {
        int to =
            code + 1 < CODEWORDS
                ? end(numbers, codewords[code], codewords[code + 1])
                : numbers.length;
        if (to > from) {
          codewords[code] = (float) ((sums[to] - sums[from]) / (to - from));
          from = to;
        }
      }
    }
    return codewords;
  }

  /** Returns how many numbers are below the middle of two codewords. */
  private static int end(float[] numbers, float codeword, float next) {
    int found = Arrays.binarySearch(numbers, (codeword + next) / 2);
    return found < 0 ? -found - 1 : found;
  }

  /** Returns the columns of the vectors that this encodes. */
  int columns() {
    return codewords.length / CODEWORDS;
  }

  /** Returns the bytes of a block of codes. */
  long blockBytes() {
    return (long) columns() / 2 * Kernel.BLOCK;
  }

  /** Returns the code of a number of a column. */
  int code(int column, float number) {
    int nearest = 0;
    float least = Float.POSITIVE_INFINITY;
    for (int code = 0; code < CODEWORDS; code++) {
      float difference = Math.abs(number - codewords[column * CODEWORDS + code]);
      if (difference < least) {
        least = difference;
        nearest = code;
      }
    }
    return nearest;
  }

  /** Returns what each codeword contributes to the product with a query, of any length. */
  Tables tables(float[] query) {
    float[] whole = Arrays.copyOf(query, columns());
    float[] products = new float[codewords.length];
    float[] least = new float[whole.length];
    float bias = 0;
    float range = 0;
    for (int column = 0; column < whole.length; column++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int at = column * CODEWORDS; at < (column + 1) * CODEWORDS; at++) {
        products[at] = codewords[at] * whole[column];
        low = Math.min(low, products[at]);
        high = Math.max(high, products[at]);
      }
      least[column] = low;
      bias += low;
      range = Math.max(range, high - low);
    }
    float step = range / Math.min(ENTRY_MAX, SUM_MAX / least.length);
    return new Tables(entries(products, least, step), step, bias);
  }

  private static byte[] entries(float[] products, float[] least, float step) {
    byte[] entries = new byte[least.length * Kernel.TABLE];
    float inverse = step == 0 ? 0 : 1 / step;
    for (int column = 0; column < least.length; column++) {
      int to = column * Kernel.TABLE;
      for (int code = 0; code < CODEWORDS; code++) {
        float above = products[column * CODEWORDS + code] - least[column];
        entries[to + code] = (byte) (above * inverse + .5f);
        entries[to + CODEWORDS + code] = entries[to + code];
      }
    }
    return entries;
  }

  /**
   * The product of a query with a vector is about {@code bias + step ·} the sum of the entries of
   * its codes.
   *
   * @param entries as {@link Kernel#sumCodes} wants them
   */
  @SuppressWarnings("ArrayRecordComponent") // one search; identity is never compared
  record Tables(byte[] entries, float step, float bias) {}
}
