package io.cairn.index;

import io.cairn.core.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What lists hold of vectors, by their slots: of what each differs from its list's mean, four bits
 * a number once it is divided by the list's scale, and, where whole vectors are not kept, a byte a
 * number.
 *
 * @param scales by list, the root of the mean square of the numbers
 * @param blocks codes of four bits as {@link Kernel#sumCodes} wants them
 * @param bytes of each slot a scale, as a float, and the numbers; empty where whole vectors are
 *     kept
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ListCodes(
    float[] scales, ColumnQuantizer quantizer, MemorySegment blocks, MemorySegment bytes) {
  private static final int BYTE_MAX = 127;
  private static final int LINE = 64;

  /**
   * Makes room for the codes of some blocks.
   *
   * @param bytesOfSlot {@link #bytesOfSlot}, or 0 where whole vectors are kept
   */
  static ListCodes empty(float[] scales, ColumnQuantizer quantizer, int blocks, long bytesOfSlot) {
    Arena arena = Arena.ofAuto();
    return new ListCodes(
        scales,
        quantizer,
        arena.allocate(blocks * quantizer.blockBytes(), LINE),
        arena.allocate(blocks * (long) Kernel.BLOCK * bytesOfSlot, LINE));
  }

  /** Returns how many bytes a slot has where whole vectors are not kept. */
  static long bytesOfSlot(int dimension) {
    return Float.BYTES + (long) dimension;
  }

  /** Writes the codes of what a vector differs from its list's mean, divided by the scale. */
  void encode(int slot, float[] difference) {
    long at = slot / Kernel.BLOCK * quantizer.blockBytes() + slot % Kernel.BLOCK;
    for (int column = 0; column < difference.length; column += 2) {
      int first = quantizer.code(column, difference[column]);
      int second = quantizer.code(column + 1, difference[column + 1]);
      long to = at + column / 2 * (long) Kernel.BLOCK;
      blocks.set(ValueLayout.JAVA_BYTE, to, (byte) (first | second << 4));
    }
  }

  /** Writes the bytes of what a vector differs from its list's mean. */
  void encodeBytes(int slot, float[] difference, int dimension) {
    float highest = 0;
    for (int column = 0; column < dimension; column++) {
      highest = Math.max(highest, Math.abs(difference[column]));
    }
    float inverse = highest == 0 ? 0 : BYTE_MAX / highest;
    long at = slot * bytesOfSlot(dimension);
    bytes.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, highest / BYTE_MAX);
    for (int column = 0; column < dimension; column++) {
      byte code = (byte) Math.round(difference[column] * inverse);
      bytes.set(ValueLayout.JAVA_BYTE, at + Float.BYTES + column, code);
    }
  }

  /** Returns the product of the query and what a vector differs from its list's mean, by bytes. */
  float product(int slot, float[] query) {
    long at = slot * bytesOfSlot(query.length);
    float scale = bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
    return scale * Kernel.FASTEST.dotBytes(bytes, at + Float.BYTES, query, query.length);
  }

  /** Adds to a list's mean what a vector differs from it, by bytes. */
  void addTo(float[] mean, int slot) {
    long at = slot * bytesOfSlot(mean.length);
    float scale = bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
    for (int column = 0; column < mean.length; column++) {
      byte code = bytes.get(ValueLayout.JAVA_BYTE, at + Float.BYTES + column);
      mean[column] = Math.fma(scale, code, mean[column]);
    }
  }

  /** Scores the vectors of one list after the other by four bits. For use by one thread. */
  final class Scan {
    private final ColumnQuantizer.Tables tables;
    private final short[] sums = new short[Kernel.BLOCK];
    private float step;
    private float base;

    Scan(float[] query) {
      tables = quantizer.tables(query);
    }

    /**
     * Begins with a list.
     *
     * @param product of the query and the list's mean
     */
    void begin(int list, float product) {
      step = scales[list] * tables.step();
      base = Math.fma(scales[list], tables.bias(), product);
    }

    /** Scores a block, and returns a bit for each vector whose score may be above the floor. */
    long above(int block, float floor) {
      float least = (floor - base) / step;
      int sum = least < 0 ? -1 : (int) Math.min(least, Short.MAX_VALUE);
      long from = block * quantizer.blockBytes();
      return Kernel.FASTEST.sumCodes(blocks, from, tables.entries(), sum, sums);
    }

    /** Returns the score of a vector of the block. */
    float score(int lane) {
      return Math.fma(step, sums[Kernel.sumAt(lane)], base);
    }
  }
}
