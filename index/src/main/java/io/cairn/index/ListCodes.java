package io.cairn.index;

import io.cairn.core.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What lists hold of vectors, by their slots: of what each differs from its list's mean, divided by
 * the list's scale, product codes, and, where whole vectors are not kept, a byte a number.
 *
 * @param scales by list
 * @param blocks codes as {@link Kernel#sumCodes} wants them
 * @param bytes of each slot a scale, as a float, and the numbers; empty where whole vectors are
 *     kept
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ListCodes(
    float[] scales,
    ProductQuantizer quantizer,
    MemorySegment blocks,
    MemorySegment bytes,
    float margin) {
  private static final int BYTE_MAX = 127;
  private static final int LINE = 64;

  /** Makes room for the codes of some blocks, with a margin that leaves out nothing. */
  static ListCodes empty(float[] scales, ProductQuantizer quantizer, int blocks, int dimension) {
    Arena arena = Arena.ofAuto();
    return new ListCodes(
        scales,
        quantizer,
        arena.allocate(blocks * quantizer.blockBytes(), LINE),
        arena.allocate(blocks * (long) Kernel.BLOCK * bytesOfSlot(dimension), LINE),
        Float.POSITIVE_INFINITY);
  }

  ListCodes withMargin(float other) {
    return new ListCodes(scales, quantizer, blocks, bytes, other);
  }

  private static long bytesOfSlot(int dimension) {
    return Float.BYTES + (long) dimension;
  }

  /** Writes the codes of what a vector differs from its list's mean, divided by the scale. */
  void encode(int slot, float[] difference) {
    byte[] codes = quantizer.encode(difference);
    long at = slot / Kernel.BLOCK * quantizer.blockBytes() + slot % Kernel.BLOCK;
    for (int pair = 0; pair < codes.length; pair += 2) {
      byte both = (byte) (codes[pair] | codes[pair + 1] << 4);
      blocks.set(ValueLayout.JAVA_BYTE, at + pair / 2 * (long) Kernel.BLOCK, both);
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

  Scan scan(float[] query) {
    return new Scan(query);
  }

  /** Scores the vectors of one list after the other. For use by one thread. */
  final class Scan {
    private final float[] query;
    private final float length;
    private final ProductQuantizer.Tables tables;
    private final short[] sums = new short[Kernel.BLOCK];
    private float product;
    private float step;
    private float base;
    private float listMargin;

    Scan(float[] query) {
      this.query = query;
      length = (float) Math.sqrt(Kernel.FASTEST.dot(query, 0, query, 0, query.length));
      tables = quantizer.tables(query);
    }

    /**
     * Begins with a list.
     *
     * @param meanProduct the product of the query and the list's mean
     */
    void begin(int list, float meanProduct) {
      product = meanProduct;
      step = scales[list] * tables.step();
      base = Math.fma(scales[list], tables.bias(), product);
      listMargin = margin == Float.POSITIVE_INFINITY ? margin : margin * scales[list] * length;
    }

    /** Returns a bit for each vector of a block whose score may be above the floor. */
    long above(int block, float floor) {
      float least = (floor - listMargin - base) / step;
      int sum = least < 0 ? -1 : (int) Math.min(least, Short.MAX_VALUE);
      long from = block * quantizer.blockBytes();
      return Kernel.FASTEST.sumCodes(blocks, from, tables.entries(), sum, sums);
    }

    /** Returns the score of a vector, by its bytes. */
    float score(int slot) {
      return product + ListCodes.this.product(slot, query);
    }

    /** Returns how much a vector's product codes say too little, as {@link #margin} is counted. */
    float shortfall(int list, float meanProduct, int slot) {
      begin(list, meanProduct);
      above(slot / Kernel.BLOCK, Float.NEGATIVE_INFINITY);
      float rough = Math.fma(step, sums[Kernel.sumAt(slot % Kernel.BLOCK)], base);
      float unit = scales[list] * length;
      return unit == 0 ? 0 : (score(slot) - rough) / unit;
    }
  }
}
