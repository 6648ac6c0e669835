package io.cairn.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops on the processor's vector units; loaded only where the incubator module is there. */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDE = DOUBLES.length();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** As many bytes as a vector has floats; vectors of bytes have eight at least. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(LANES, 8) * Byte.SIZE));

  /** Lookups across more bytes than these are not on all processors that have vectors of more. */
  private static final VectorSpecies<Byte> WIDE_CODES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.clamp(FLOATS.vectorBitSize(), 128, 256)));

  private static final VectorSpecies<Short> WIDE_SUMS = WIDE_CODES.withLanes(short.class);
  private static final long EVEN_BITS = 0x5555_5555_5555_5555L;

  @Override
  public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int at = 0;
    for (; at + 2 * LANES <= length; at += 2 * LANES) {
      even = load(a, aFrom + at).fma(load(b, bFrom + at), even);
      odd = load(a, aFrom + at + LANES).fma(load(b, bFrom + at + LANES), odd);
    }
    if (at + LANES <= length) {
      even = load(a, aFrom + at).fma(load(b, bFrom + at), even);
      at += LANES;
    }
    float sum = sum(even.add(odd));
    for (; at < length; at++) {
      sum += a[aFrom + at] * b[bFrom + at];
    }
    return sum;
  }

  @Override
  public float dot(MemorySegment a, long aFrom, float[] b, int length) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int at = 0;
    for (; at + 2 * LANES <= length; at += 2 * LANES) {
      even = load(a, aFrom + at).fma(load(b, at), even);
      odd = load(a, aFrom + at + LANES).fma(load(b, at + LANES), odd);
    }
    if (at + LANES <= length) {
      even = load(a, aFrom + at).fma(load(b, at), even);
      at += LANES;
    }
    float sum = sum(even.add(odd));
    return at == length ? sum : addRest(sum, a, aFrom, b, at, length);
  }

  @Override
  public float dotBytes(MemorySegment codes, long from, float[] b, int length) {
    if (LANES < BYTES.length()) {
      return Kernel.super.dotBytes(codes, from, b, length);
    }
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int at = 0;
    for (; at + 2 * LANES <= length; at += 2 * LANES) {
      even = codes(codes, from + at).fma(load(b, at), even);
      odd = codes(codes, from + at + LANES).fma(load(b, at + LANES), odd);
    }
    if (at + LANES <= length) {
      even = codes(codes, from + at).fma(load(b, at), even);
      at += LANES;
    }
    float sum = sum(even.add(odd));
    for (; at < length; at++) {
      sum += codes.get(ValueLayout.JAVA_BYTE, from + at) * b[at];
    }
    return sum;
  }

  private static float addRest(
      float sum, MemorySegment a, long aFrom, float[] b, int from, int length) {
    float result = sum;
    for (int at = from; at < length; at++) {
      long offset = (aFrom + at) * Float.BYTES;
      result += a.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset) * b[at];
    }
    return result;
  }

  /*
   * Two entries fit in a byte, so that pairs are added as bytes and then as shorts, each of which
   * has an even vector in its lower byte and an odd one in its upper: what is added to the sums as
   * a whole, less what the upper bytes come to, is that of the lower ones.
   */
  @Override
  public long sumCodes(MemorySegment codes, long from, byte[] tables, int floor, short[] sums) {
    long even = 0;
    long odd = 0;
    for (int part = 0; part < BLOCK; part += WIDE_CODES.length()) {
      ShortVector both = ShortVector.zero(WIDE_SUMS);
      ShortVector upper = both;
      long at = from + part;
      for (int table = 0; table < tables.length; table += 2 * TABLE) {
        ShortVector found = found(codes, at, tables, table);
        both = both.add(found);
        upper = upper.add(found.lanewise(VectorOperators.LSHR, Byte.SIZE));
        at += BLOCK;
      }
      ShortVector lower = both.sub(upper.lanewise(VectorOperators.LSHL, Byte.SIZE));
      lower.intoArray(sums, part / 2);
      upper.intoArray(sums, (BLOCK + part) / 2);
      even |= lower.compare(VectorOperators.GT, (short) floor).toLong() << (part / 2);
      odd |= upper.compare(VectorOperators.GT, (short) floor).toLong() << (part / 2);
    }
    return (even | odd) == 0 ? 0 : Long.expand(even, EVEN_BITS) | Long.expand(odd, ~EVEN_BITS);
  }

  private static ShortVector found(MemorySegment codes, long at, byte[] tables, int table) {
    ByteVector pair = ByteVector.fromMemorySegment(WIDE_CODES, codes, at, ORDER);
    ByteVector first = pair.and((byte) 15);
    ByteVector second =
        pair.reinterpretAsShorts()
            .lanewise(VectorOperators.LSHR, 4)
            .reinterpretAsBytes()
            .and((byte) 15);
    return first
        .selectFrom(ByteVector.fromArray(WIDE_CODES, tables, table))
        .add(second.selectFrom(ByteVector.fromArray(WIDE_CODES, tables, table + TABLE)))
        .reinterpretAsShorts();
  }

  private static FloatVector codes(MemorySegment from, long at) {
    ByteVector codes = ByteVector.fromMemorySegment(BYTES, from, at, ORDER);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, FLOATS, 0);
  }

  private static FloatVector load(MemorySegment from, long at) {
    return FloatVector.fromMemorySegment(FLOATS, from, at * Float.BYTES, ORDER);
  }

  /*
   * In an order of its own: that of reduceLanes is another one once the method is compiled, and
   * then the same request would see other features than its replay.
   */
  private static float sum(FloatVector lanes) {
    FloatVector four = four(lanes, 0);
    if (LANES > FOUR.length()) {
      four = four.add(four(lanes, 1));
    }
    for (int part = 2; part < LANES / FOUR.length(); part++) {
      four = four.add(four(lanes, part));
    }
    return (four.lane(0) + four.lane(2)) + (four.lane(1) + four.lane(3));
  }

  private static FloatVector four(FloatVector lanes, int part) {
    return lanes.reinterpretShape(FOUR, part).reinterpretAsFloats();
  }

  @Override
  public void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int length) {
    FloatVector factor = FloatVector.broadcast(FLOATS, alpha);
    int at = 0;
    for (; at + LANES <= length; at += LANES) {
      load(x, xFrom + at).fma(factor, load(y, yFrom + at)).intoArray(y, yFrom + at);
    }
    for (; at < length; at++) {
      y[yFrom + at] += alpha * x[xFrom + at];
    }
  }

  @Override
  public int tileColumns() {
    return 3 * WIDE;
  }

  /*
   * Twelve sums, four rows by three vectors, stay in registers while k runs over the depth: with
   * the three vectors of b and one factor that is all sixteen registers of AVX2.
   */
  @Override
  public void subtractTile(double[][] c, int row, int column, double[] a, double[] b) {
    int depth = b.length / (3 * WIDE);
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c02 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c12 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c22 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    DoubleVector c32 = zero;
    for (int k = 0; k < depth; k++) {
      DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, 3 * WIDE * k);
      DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, 3 * WIDE * k + WIDE);
      DoubleVector b2 = DoubleVector.fromArray(DOUBLES, b, 3 * WIDE * k + 2 * WIDE);
      DoubleVector factor = DoubleVector.broadcast(DOUBLES, a[row * depth + k]);
      c00 = b0.fma(factor, c00);
      c01 = b1.fma(factor, c01);
      c02 = b2.fma(factor, c02);
      factor = DoubleVector.broadcast(DOUBLES, a[(row + 1) * depth + k]);
      c10 = b0.fma(factor, c10);
      c11 = b1.fma(factor, c11);
      c12 = b2.fma(factor, c12);
      factor = DoubleVector.broadcast(DOUBLES, a[(row + 2) * depth + k]);
      c20 = b0.fma(factor, c20);
      c21 = b1.fma(factor, c21);
      c22 = b2.fma(factor, c22);
      factor = DoubleVector.broadcast(DOUBLES, a[(row + 3) * depth + k]);
      c30 = b0.fma(factor, c30);
      c31 = b1.fma(factor, c31);
      c32 = b2.fma(factor, c32);
    }
    subtract(c[row], column, c00, c01, c02);
    subtract(c[row + 1], column, c10, c11, c12);
    subtract(c[row + 2], column, c20, c21, c22);
    subtract(c[row + 3], column, c30, c31, c32);
  }

  private static void subtract(
      double[] to, int from, DoubleVector first, DoubleVector second, DoubleVector third) {
    subtract(to, from, first);
    subtract(to, from + WIDE, second);
    subtract(to, from + 2 * WIDE, third);
  }

  private static void subtract(double[] to, int from, DoubleVector sum) {
    DoubleVector.fromArray(DOUBLES, to, from).sub(sum).intoArray(to, from);
  }

  @Override
  public int floatTileColumns() {
    return 3 * LANES;
  }

  /* In registers as in subtractTile. */
  @Override
  public void addTile(float[] c, int from, int stride, float[] panel, float[] strips, int strip) {
    int depth = panel.length / TILE_ROWS;
    FloatVector zero = FloatVector.zero(FLOATS);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c02 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c12 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c22 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c32 = zero;
    int at = strip * depth * 3 * LANES;
    for (int k = 0; k < panel.length; k += TILE_ROWS) {
      FloatVector b0 = load(strips, at);
      FloatVector b1 = load(strips, at + LANES);
      FloatVector b2 = load(strips, at + 2 * LANES);
      at += 3 * LANES;
      FloatVector factor = FloatVector.broadcast(FLOATS, panel[k]);
      c00 = b0.fma(factor, c00);
      c01 = b1.fma(factor, c01);
      c02 = b2.fma(factor, c02);
      factor = FloatVector.broadcast(FLOATS, panel[k + 1]);
      c10 = b0.fma(factor, c10);
      c11 = b1.fma(factor, c11);
      c12 = b2.fma(factor, c12);
      factor = FloatVector.broadcast(FLOATS, panel[k + 2]);
      c20 = b0.fma(factor, c20);
      c21 = b1.fma(factor, c21);
      c22 = b2.fma(factor, c22);
      factor = FloatVector.broadcast(FLOATS, panel[k + 3]);
      c30 = b0.fma(factor, c30);
      c31 = b1.fma(factor, c31);
      c32 = b2.fma(factor, c32);
    }
    add(c, from, c00, c01, c02);
    add(c, from + stride, c10, c11, c12);
    add(c, from + 2 * stride, c20, c21, c22);
    add(c, from + 3 * stride, c30, c31, c32);
  }

  private static void add(
      float[] to, int from, FloatVector first, FloatVector second, FloatVector third) {
    add(to, from, first);
    add(to, from + LANES, second);
    add(to, from + 2 * LANES, third);
  }

  private static void add(float[] to, int from, FloatVector sum) {
    load(to, from).add(sum).intoArray(to, from);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(FLOATS, from, at);
  }
}
