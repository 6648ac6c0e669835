package io.cairn.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The inner loops of all numeric code: sums of products over arrays. Every method works on ranges
 * that the caller has checked; a range outside an array is an {@link IndexOutOfBoundsException}.
 *
 * <p>There are two implementations that differ in the order of their sums, so results may differ in
 * the last digits between machines; on one machine they are the same to the bit every time, before
 * and after code is compiled. Implementations are stateless, and safe for use by multiple threads.
 */
public sealed interface Kernel permits ScalarKernel, VectorKernel {
  /**
   * The fastest that this process can run: the vector units where the virtual machine was started
   * with {@code --add-modules=jdk.incubator.vector}, plain loops elsewhere.
   */
  Kernel FASTEST = fastest();

  private static Kernel fastest() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors ? new VectorKernel() : new ScalarKernel();
  }

  /** Returns the inner product of {@code length} numbers of {@code a} and {@code b}. */
  float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

  /**
   * Returns what {@link #dot(float[], int, float[], int, int)} does, to the bit, with one side in a
   * segment.
   *
   * @param a floats in the order of bytes of this machine
   * @param aFrom the first one, counted in floats
   */
  default float dot(MemorySegment a, long aFrom, float[] b, int length) {
    float even = 0;
    float odd = 0;
    int at = 0;
    for (; at + 1 < length; at += 2) {
      even += number(a, aFrom + at) * b[at];
      odd += number(a, aFrom + at + 1) * b[at + 1];
    }
    return at < length ? even + odd + number(a, aFrom + at) * b[at] : even + odd;
  }

  private static float number(MemorySegment from, long at) {
    return from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES);
  }

  /**
   * Returns the inner product of a vector of one byte a number with one of floats.
   *
   * @param codes the bytes
   * @param from the first one
   */
  default float dotBytes(MemorySegment codes, long from, float[] b, int length) {
    float even = 0;
    float odd = 0;
    int at = 0;
    for (; at + 1 < length; at += 2) {
      even += codes.get(ValueLayout.JAVA_BYTE, from + at) * b[at];
      odd += codes.get(ValueLayout.JAVA_BYTE, from + at + 1) * b[at + 1];
    }
    float sum = even + odd;
    return at < length ? sum + codes.get(ValueLayout.JAVA_BYTE, from + at) * b[at] : sum;
  }

  /** Adds {@code alpha} times {@code length} numbers of {@code x} to those of {@code y}. */
  void axpy(float alpha, float[] x, int xFrom, float[] y, int yFrom, int length);

  /**
   * Returns the inner product of each row with the vector.
   *
   * @param matrix row-major, shape {@code [rows × vector.length]}
   * @return a fresh array, shape {@code [rows]}
   */
  default float[] products(float[] matrix, float[] vector) {
    float[] products = new float[matrix.length / vector.length];
    for (int row = 0; row < products.length; row++) {
      products[row] = dot(matrix, row * vector.length, vector, 0, vector.length);
    }
    return products;
  }

  /** The vectors in a block of {@link #sumCodes}. */
  int BLOCK = 64;

  /** The entries of a table of {@link #sumCodes}, of which the second half repeats the first. */
  int TABLE = 32;

  /**
   * Looks up the codes of a block of vectors, four bits each, in a table for each place, and sums
   * what is found there, exactly.
   *
   * @param codes where they begin is {@code from}, in bytes; shape {@code [pairs × BLOCK]}, of
   *     which a byte holds two codes of one vector, the first in its lower half
   * @param tables one for each code of a vector, entries in [0, 127], shape {@code [2 · pairs ×
   *     TABLE]}; the sum of their largest must be below 32 768
   * @param floor what a sum must be above to be told
   * @param sums where the sums are put, shape {@code [BLOCK]}: those of vectors 0, 2, 4 ... and
   *     then those of vectors 1, 3, 5 ...
   * @return a bit for each vector, the lowest for the first, set if its sum is above the floor
   */
  default long sumCodes(MemorySegment codes, long from, byte[] tables, int floor, short[] sums) {
    long above = 0;
    for (int vector = 0; vector < BLOCK; vector++) {
      int sum = 0;
      for (int table = 0; table < tables.length; table += 2 * TABLE) {
        long at = from + (long) table / (2 * TABLE) * BLOCK + vector;
        int code = Byte.toUnsignedInt(codes.get(ValueLayout.JAVA_BYTE, at));
        sum += tables[table + (code & 15)] + tables[table + TABLE + (code >>> 4)];
      }
      sums[sumAt(vector)] = (short) sum;
      above |= sum > floor ? 1L << vector : 0;
    }
    return above;
  }

  /** Returns where {@link #sumCodes} puts the sum of a vector of a block. */
  static int sumAt(int vector) {
    return vector / 2 + vector % 2 * (BLOCK / 2);
  }

  /** The rows that {@link #subtractTile} works on at once. */
  int TILE_ROWS = 4;

  /** Returns the columns that {@link #subtractTile} works on at once. */
  int tileColumns();

  /**
   * Subtracts the product of a few rows and a strip from a tile of a matrix: {@code C -= A · B}.
   *
   * @param c the matrix, of which the rows from {@code row} to {@code row + TILE_ROWS} and the
   *     columns from {@code column} to {@code column + tileColumns()} change
   * @param a shape {@code [rows of c × depth]}, row-major; its rows from {@code row} are read
   * @param b shape {@code [depth × tileColumns()]}, row-major
   */
  void subtractTile(double[][] c, int row, int column, double[] a, double[] b);

  /** Returns the columns that {@link #addTile} works on at once. */
  int floatTileColumns();

  /**
   * Adds the product of a panel and a strip to a tile of a matrix: {@code C += A · B}.
   *
   * @param c the matrix, row-major, of which {@code TILE_ROWS} rows of {@code floatTileColumns()}
   *     columns change
   * @param from the place in {@code c} of the tile's first cell
   * @param stride how far the rows of {@code c} are apart
   * @param panel A, the rows of one column after the other, shape {@code [depth × TILE_ROWS]}
   * @param strips many B one after the other, each row-major, shape {@code [depth ×
   *     floatTileColumns()]}
   * @param strip the number of the one to multiply by
   */
  void addTile(float[] c, int from, int stride, float[] panel, float[] strips, int strip);
}
