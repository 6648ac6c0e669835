package io.cairn.index;

import io.cairn.core.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes vectors as codes of four bits for two columns. Immutable.
 *
 * @param codewords of each pair of columns 16 pairs of numbers, shape {@code [columns() / 2 × 16 ×
 *     2]}
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ProductQuantizer(float[] codewords) {

  /*
   * Product quantisation [1] with so few codewords that a table of what each contributes to a
   * product fits in a vector register, where many vectors look up at once [2]. A table entry is a
   * number from 0 to 127, so that sums are exact; all tables have the same step, and what they leave
   * out below their lowest entries is one number for all of them.
   *
   * [1] Jégou, Douze, Schmid. Product Quantization for Nearest Neighbor Search. TPAMI 2011.
   *     https://doi.org/10.1109/TPAMI.2010.57
   * [2] André, Kermarrec, Le Scouarnec. Cache Locality Is Not Enough: High-Performance Nearest
   *     Neighbor Search with Product Quantization Fast Scan. VLDB 2015.
   *     https://doi.org/10.14778/2856318.2856324
   */

  private static final int CODEWORDS = 16;
  private static final int ITERATIONS = 10;
  private static final int ENTRY_MAX = 127;

  /** What {@link Kernel#sumCodes} can count to. */
  private static final int SUM_MAX = Short.MAX_VALUE;

  /** Returns the columns of vectors of a dimension with as many zeros as a byte of codes needs. */
  static int columns(int dimension) {
    return Math.ceilDiv(dimension, 4) * 4;
  }

  /**
   * Learns from vectors.
   *
   * @param sample shape {@code [rows × columns]}, row-major, at least one row
   * @param columns a multiple of 4
   */
  static ProductQuantizer of(float[] sample, int columns, long seed) {
    float[] codewords = new float[columns / 2 * CODEWORDS * 2];
    IntStream.range(0, columns / 2)
        .parallel()
        .forEach(
            pair -> {
              float[] centroids = centroids(sample, columns, pair, seed);
              System.arraycopy(centroids, 0, codewords, pair * centroids.length, centroids.length);
            });
    return new ProductQuantizer(codewords);
  }

  private static float[] centroids(float[] sample, int columns, int pair, long seed) {
    int rows = sample.length / columns;
    float[] points = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(sample, row * columns + 2 * pair, points, 2 * row, 2);
    }
    VectorTable table = new VectorTable(List.of(), MemorySegment.ofArray(points), 2);
    return new KMeans(table, IntStream.range(0, rows).toArray())
        .centroids(CODEWORDS, ITERATIONS, new SplittableRandom(seed + pair));
  }

  /** Returns the columns of the vectors that this encodes. */
  int columns() {
    return codewords.length / CODEWORDS;
  }

  /** Returns the bytes of a block of codes. */
  long blockBytes() {
    return (long) columns() / 4 * Kernel.BLOCK;
  }

  /** Returns the code of each pair of columns of a vector, shape {@code [columns() / 2]}. */
  byte[] encode(float[] vector) {
    byte[] codes = new byte[columns() / 2];
    for (int pair = 0; pair < codes.length; pair++) {
      codes[pair] = nearest(pair * CODEWORDS * 2, vector[2 * pair], vector[2 * pair + 1]);
    }
    return codes;
  }

  private byte nearest(int from, float first, float second) {
    byte nearest = 0;
    float least = Float.POSITIVE_INFINITY;
    for (byte code = 0; code < CODEWORDS; code++) {
      float across = first - codewords[from + 2 * code];
      float along = second - codewords[from + 2 * code + 1];
      float squared = across * across + along * along;
      if (squared < least) {
        least = squared;
        nearest = code;
      }
    }
    return nearest;
  }

  /** Returns what each codeword contributes to the product with a query, of any length. */
  Tables tables(float[] query) {
    float[] whole = Arrays.copyOf(query, columns());
    float[] products = new float[columns() / 2 * CODEWORDS];
    float[] least = new float[columns() / 2];
    float bias = 0;
    float range = 0;
    for (int pair = 0; pair < least.length; pair++) {
      int from = pair * CODEWORDS;
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int at = from; at < from + CODEWORDS; at++) {
        float product =
            codewords[2 * at] * whole[2 * pair] + codewords[2 * at + 1] * whole[2 * pair + 1];
        products[at] = product;
        low = Math.min(low, product);
        high = Math.max(high, product);
      }
      least[pair] = low;
      bias += low;
      range = Math.max(range, high - low);
    }
    float step = range / Math.min(ENTRY_MAX, SUM_MAX / least.length);
    return new Tables(entries(products, least, step), step, bias);
  }

  private static byte[] entries(float[] products, float[] least, float step) {
    byte[] entries = new byte[least.length * Kernel.TABLE];
    float inverse = step == 0 ? 0 : 1 / step;
    for (int at = 0; at < products.length; at++) {
      int pair = at / CODEWORDS;
      byte entry = (byte) ((products[at] - least[pair]) * inverse + .5f);
      int to = pair * Kernel.TABLE + at % CODEWORDS;
      entries[to] = entry;
      entries[to + CODEWORDS] = entry;
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
