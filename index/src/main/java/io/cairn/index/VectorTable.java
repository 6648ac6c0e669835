package io.cairn.index;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Items and their vectors: what an index is built over. Immutable, and safe for use by multiple
 * threads.
 */
public final class VectorTable {
  private final List<ItemId> items;
  private final MemorySegment vectors;
  private final int dimension;

  VectorTable(List<ItemId> items, MemorySegment vectors, int dimension) {
    this.items = items;
    this.vectors = vectors;
    this.dimension = dimension;
  }

  /**
   * Makes a table.
   *
   * @param items the item of each vector; copied
   * @param vectors row-major, shape {@code [items.size() × dimension]}; not copied, must not change
   * @param dimension the length of each vector
   * @throws IllegalArgumentException if the dimension is below 1, the shapes do not fit, or a
   *     vector holds what is not a finite number; says the item
   */
  public static VectorTable of(List<ItemId> items, float[] vectors, int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, was " + dimension);
    }
    if (vectors.length != (long) items.size() * dimension) {
      throw new IllegalArgumentException(
          "vectors has %d numbers, not %d × %d".formatted(vectors.length, items.size(), dimension));
    }
    for (int at = 0; at < vectors.length; at++) {
      checkFinite(vectors[at], items.get(at / dimension), at % dimension);
    }
    return new VectorTable(List.copyOf(items), MemorySegment.ofArray(vectors), dimension);
  }

  static void checkFinite(float number, ItemId item, int column) {
    if (!Float.isFinite(number)) {
      throw new IllegalArgumentException(
          "the vector of item %s has %s at column %d; a vector must be of finite numbers"
              .formatted(item, number, column));
    }
  }

  static void checkQuery(float[] query, int dimension, int k) {
    if (query.length != dimension) {
      throw new IllegalArgumentException(
          "query must have %d numbers, had %d".formatted(dimension, query.length));
    }
    for (int column = 0; column < dimension; column++) {
      if (!Float.isFinite(query[column])) {
        throw new IllegalArgumentException(
            "query must be of finite numbers, had %s at column %d"
                .formatted(query[column], column));
      }
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
  }

  /** Returns the number of vectors. */
  public int size() {
    return items.size();
  }

  /** Returns the length of the vectors. */
  public int dimension() {
    return dimension;
  }

  /** Returns the item of each vector. */
  public List<ItemId> items() {
    return items;
  }

  /** Returns a copy of a vector, shape {@code [dimension()]}; the row is in [0, size()). */
  public float[] vector(int row) {
    float[] vector = new float[dimension];
    copy(row, vector, 0);
    return vector;
  }

  void copy(int row, float[] to, int toFrom) {
    long from = (long) row * dimension * Float.BYTES;
    MemorySegment.copy(vectors, ValueLayout.JAVA_FLOAT_UNALIGNED, from, to, toFrom, dimension);
  }

  float product(int row, float[] query) {
    return Kernel.FASTEST.dot(vectors, (long) row * dimension, query, dimension);
  }

  MemorySegment segment() {
    return vectors;
  }

  /** Rows of a table to be, outside of the heap. For use by one thread. */
  static final class Rows {
    private final int dimension;
    private final MemorySegment vectors;
    private long size;

    /** Makes room for at most so many rows. */
    Rows(int dimension, long rows) {
      this.dimension = dimension;
      vectors = Arena.ofAuto().allocate(rows * dimension * Float.BYTES, Float.BYTES);
    }

    void add(float[] vector) {
      long to = size++ * dimension * Float.BYTES;
      MemorySegment.copy(vector, 0, vectors, ValueLayout.JAVA_FLOAT_UNALIGNED, to, dimension);
    }

    /** Returns the rows that were added as a table. */
    VectorTable table(List<ItemId> items) {
      return new VectorTable(List.copyOf(items), vectors, dimension);
    }
  }
}
