package io.cairn.core;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops on the processor's vector units; loaded only where the incubator module is there. */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDE = DOUBLES.length();

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
