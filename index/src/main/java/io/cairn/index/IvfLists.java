package io.cairn.index;

import io.cairn.core.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Vectors in lists of neighbours, a byte a number. A place of a vector is its slot: lists begin at
 * a new block, so that some slots are empty.
 *
 * @param dimension the length of the vectors
 * @param centroids the mean of each list, shape {@code [lists × dimension]}, row-major
 * @param blocks the first block of each list, and the number of blocks, shape {@code [lists + 1]}
 * @param rows the row of the vector in each slot in the table that this was made from, {@link
 *     #EMPTY} without one, shape {@code [blocks × Kernel.BLOCK]}
 * @param codes blocks as {@link Kernel#scoreBlock} wants them, of what the vectors differ from
 *     their list's mean
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record IvfLists(int dimension, float[] centroids, int[] blocks, int[] rows, MemorySegment codes) {
  static final int EMPTY = -1;
  private static final int CODE_MAX = 127;

  /** Makes lists of all vectors of a table. */
  static IvfLists of(VectorTable vectors, float[] centroids, int[] assigned, int[] sizes) {
    int[] blocks = new int[sizes.length + 1];
    for (int list = 0; list < sizes.length; list++) {
      blocks[list + 1] = blocks[list] + Math.ceilDiv(sizes[list], Kernel.BLOCK);
    }
    int[] rows = new int[Math.multiplyExact(blocks[sizes.length], Kernel.BLOCK)];
    Arrays.fill(rows, EMPTY);
    int[] ends = IntStream.range(0, sizes.length).map(l -> blocks[l] * Kernel.BLOCK).toArray();
    for (int row = 0; row < assigned.length; row++) {
      rows[ends[assigned[row]]++] = row;
    }
    long bytes = blocks[sizes.length] * Kernel.blockBytes(vectors.dimension());
    MemorySegment codes = Arena.ofAuto().allocate(bytes, Kernel.BLOCK);
    IvfLists lists = new IvfLists(vectors.dimension(), centroids, blocks, rows, codes);
    IntStream.range(0, sizes.length).parallel().forEach(list -> lists.encode(list, vectors));
    return lists;
  }

  int size() {
    return blocks.length - 1;
  }

  private void encode(int list, VectorTable vectors) {
    float[] vector = new float[dimension];
    for (int slot = firstSlot(list); slot < firstSlot(list + 1); slot++) {
      if (rows[slot] != EMPTY) {
        vectors.copy(rows[slot], vector, 0);
        Kernel.FASTEST.axpy(-1, centroids, list * dimension, vector, 0, dimension);
        encode(slot, vector);
      }
    }
  }

  private void encode(int slot, float[] difference) {
    float highest = 0;
    for (float number : difference) {
      highest = Math.max(highest, Math.abs(number));
    }
    float scale = highest / CODE_MAX;
    float inverse = highest == 0 ? 0 : CODE_MAX / highest;
    codes.set(ValueLayout.JAVA_FLOAT_UNALIGNED, scaleAt(slot), scale);
    for (int column = 0; column < dimension; column++) {
      byte code = (byte) Math.round(difference[column] * inverse);
      codes.set(ValueLayout.JAVA_BYTE, codeAt(slot, column), code);
    }
  }

  /** Returns the vector in a slot, as exactly as its bytes tell. */
  float[] decode(int slot) {
    float[] vector = new float[dimension];
    int list = listOf(slot);
    float scale = codes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, scaleAt(slot));
    for (int column = 0; column < dimension; column++) {
      byte code = codes.get(ValueLayout.JAVA_BYTE, codeAt(slot, column));
      vector[column] = Math.fma(scale, code, centroids[list * dimension + column]);
    }
    return vector;
  }

  int listOf(int slot) {
    int found = Arrays.binarySearch(blocks, slot / Kernel.BLOCK);
    int list = found < 0 ? -found - 2 : found;
    while (blocks[list + 1] == blocks[list]) {
      list++;
    }
    return list;
  }

  /** Returns the product of the query with each list's mean. */
  float[] products(float[] query) {
    return Kernel.FASTEST.products(centroids, query);
  }

  /** Returns the rows of a list. */
  int[] members(int list) {
    return Arrays.stream(rows, firstSlot(list), firstSlot(list + 1))
        .filter(row -> row != EMPTY)
        .toArray();
  }

  private int firstSlot(int list) {
    return blocks[list] * Kernel.BLOCK;
  }

  private long codeAt(int slot, int column) {
    long block = slot / Kernel.BLOCK * Kernel.blockBytes(dimension);
    return block + (long) column * Kernel.BLOCK + slot % Kernel.BLOCK;
  }

  private long scaleAt(int slot) {
    long block = slot / Kernel.BLOCK * Kernel.blockBytes(dimension);
    return block + (long) dimension * Kernel.BLOCK + slot % Kernel.BLOCK * (long) Float.BYTES;
  }

  /** Returns a bit for each slot that is not empty, a number for each block. */
  long[] filled() {
    return filter(slot -> rows[slot] != EMPTY);
  }

  /** Returns a bit for each slot that passes, a number for each block. */
  long[] filter(IntPredicate passes) {
    long[] bits = new long[rows.length / Kernel.BLOCK];
    for (int slot = 0; slot < rows.length; slot++) {
      if (passes.test(slot)) {
        bits[slot / Kernel.BLOCK] |= 1L << slot;
      }
    }
    return bits;
  }

  /**
   * Adds the best slots of a list.
   *
   * @param base the product of the query and the list's mean
   * @param within the slots that count, a bit each
   * @param wanted asked of slots that are good enough
   */
  void scan(
      int list, float[] query, float base, long[] within, IntPredicate wanted, Shortlist best) {
    float[] scores = new float[Kernel.BLOCK];
    for (int block = blocks[list]; block < blocks[list + 1]; block++) {
      if (within[block] == 0) {
        continue;
      }
      long from = block * Kernel.blockBytes(dimension);
      long good = Kernel.FASTEST.scoreBlock(codes, from, query, base, best.floor(), scores);
      for (long lanes = good & within[block]; lanes != 0; lanes &= lanes - 1) {
        int lane = Long.numberOfTrailingZeros(lanes);
        int slot = block * Kernel.BLOCK + lane;
        if (scores[lane] > best.floor() && wanted.test(slot)) {
          best.add(scores[lane], slot);
        }
      }
    }
  }
}
