package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Puts the vectors of a table into lists.
 *
 * @param centroids shape {@code [lists × dimension]}, row-major
 * @param blocks as {@link IvfLists#blocks}
 * @param rows as {@link IvfLists#rows}
 */
@SuppressWarnings("ArrayRecordComponent") // one computation; identity is never compared
record ListEncoder(VectorTable vectors, float[] centroids, int[] blocks, int[] rows) {
  private static final int SAMPLE_MAX = 8192;

  /**
   * Makes one.
   *
   * @param assigned the list of each row
   * @param sizes how many rows each list has
   */
  static ListEncoder of(VectorTable vectors, float[] centroids, int[] assigned, int[] sizes) {
    int[] blocks = new int[sizes.length + 1];
    for (int list = 0; list < sizes.length; list++) {
      blocks[list + 1] = blocks[list] + Math.ceilDiv(sizes[list], Kernel.BLOCK);
    }
    int[] rows = new int[Math.multiplyExact(blocks[sizes.length], Kernel.BLOCK)];
    Arrays.fill(rows, IvfLists.EMPTY);
    int[] ends = IntStream.range(0, sizes.length).map(l -> blocks[l] * Kernel.BLOCK).toArray();
    for (int row = 0; row < assigned.length; row++) {
      rows[ends[assigned[row]]++] = row;
    }
    return new ListEncoder(vectors, centroids, blocks, rows);
  }

  /**
   * Returns the lists with their codes.
   *
   * @param keepsBytes whether there is also a byte a number
   */
  IvfLists encode(boolean keepsBytes, long seed) {
    float[] scales = new float[blocks.length - 1];
    IntStream.range(0, scales.length).parallel().forEach(list -> scales[list] = scale(list));
    ColumnQuantizer quantizer = ColumnQuantizer.of(sample(scales, seed), columns());
    long bytesOfSlot = keepsBytes ? ListCodes.bytesOfSlot(vectors.dimension()) : 0;
    ListCodes codes = ListCodes.empty(scales, quantizer, blocks[scales.length], bytesOfSlot);
    IntStream.range(0, scales.length).parallel().forEach(list -> encode(list, codes));
    return new IvfLists(centroids, blocks, rows, codes);
  }

  private int columns() {
    return ColumnQuantizer.columns(vectors.dimension());
  }

  private void encode(int list, ListCodes codes) {
    float[] difference = new float[columns()];
    for (int slot = firstSlot(list); slot < firstSlot(list + 1); slot++) {
      if (rows[slot] == IvfLists.EMPTY) {
        continue;
      }
      subtract(list, rows[slot], difference);
      if (codes.bytes().byteSize() > 0) {
        codes.encodeBytes(slot, difference, vectors.dimension());
      }
      divide(difference, codes.scales()[list]);
      codes.encode(slot, difference);
    }
  }

  /** Returns the root of the mean square of what vectors of a list differ from its mean. */
  private float scale(int list) {
    float[] difference = new float[columns()];
    double sum = 0;
    int count = 0;
    for (int slot = firstSlot(list); slot < firstSlot(list + 1); slot++) {
      if (rows[slot] != IvfLists.EMPTY) {
        subtract(list, rows[slot], difference);
        sum += Kernel.FASTEST.dot(difference, 0, difference, 0, difference.length);
        count++;
      }
    }
    return count == 0 ? 0 : (float) Math.sqrt(sum / count / vectors.dimension());
  }

  /** Returns differences of random vectors, divided by the scales of their lists. */
  private float[] sample(float[] scales, long seed) {
    int size = Math.clamp(vectors.size(), 1, SAMPLE_MAX);
    float[] sample = new float[size * columns()];
    float[] difference = new float[columns()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int at = 0; at < size && vectors.size() > 0; at++) {
      int slot = random.nextInt(rows.length);
      while (rows[slot] == IvfLists.EMPTY) {
        slot = random.nextInt(rows.length);
      }
      int list = IvfLists.listOf(blocks, slot);
      subtract(list, rows[slot], difference);
      divide(difference, scales[list]);
      System.arraycopy(difference, 0, sample, at * difference.length, difference.length);
    }
    return sample;
  }

  private int firstSlot(int list) {
    return blocks[list] * Kernel.BLOCK;
  }

  private void subtract(int list, int row, float[] to) {
    int dimension = vectors.dimension();
    vectors.copy(row, to, 0);
    Kernel.FASTEST.axpy(-1, centroids, list * dimension, to, 0, dimension);
  }

  private static void divide(float[] difference, float scale) {
    float inverse = scale == 0 ? 0 : 1 / scale;
    for (int column = 0; column < difference.length; column++) {
      difference[column] *= inverse;
    }
  }
}
