package io.cairn.index;

import io.cairn.core.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/**
 * Vectors of one byte a number, and one scale for all numbers of a column. A product is that of the
 * bytes and a vector that was folded: multiplied by the scales.
 *
 * @param scales shape {@code [dimension]}
 * @param codes shape {@code [vectors × dimension]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ByteVectors(float[] scales, MemorySegment codes) {
  private static final int CODE_MAX = 127;
  private static final int LINE = 64;

  /** Encodes rows of a table, in the order of {@code rows}. */
  static ByteVectors of(VectorTable vectors, int[] rows) {
    int dimension = vectors.dimension();
    float[] scales = new float[dimension];
    float[] vector = new float[dimension];
    for (int row : rows) {
      vectors.copy(row, vector, 0);
      for (int column = 0; column < dimension; column++) {
        scales[column] = Math.max(scales[column], Math.abs(vector[column]) / CODE_MAX);
      }
    }
    MemorySegment codes = Arena.ofAuto().allocate((long) rows.length * dimension, LINE);
    ByteVectors bytes = new ByteVectors(scales, codes);
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(slot -> bytes.encode(slot, vectors.vector(rows[slot])));
    return bytes;
  }

  private void encode(int slot, float[] vector) {
    for (int column = 0; column < vector.length; column++) {
      int code = scales[column] == 0 ? 0 : Math.round(vector[column] / scales[column]);
      codes.set(ValueLayout.JAVA_BYTE, at(slot) + column, (byte) code);
    }
  }

  private long at(int slot) {
    return (long) slot * scales.length;
  }

  /** Returns a query multiplied by the scales. */
  float[] folded(float[] query) {
    float[] folded = new float[scales.length];
    for (int column = 0; column < folded.length; column++) {
      folded[column] = query[column] * scales[column];
    }
    return folded;
  }

  /** Puts the vector in a slot, folded, into an array. */
  void fold(int slot, float[] to) {
    for (int column = 0; column < to.length; column++) {
      float scale = scales[column];
      to[column] = codes.get(ValueLayout.JAVA_BYTE, at(slot) + column) * scale * scale;
    }
  }

  float product(int slot, float[] folded) {
    return Kernel.FASTEST.dotBytes(codes, at(slot), folded, folded.length);
  }
}
