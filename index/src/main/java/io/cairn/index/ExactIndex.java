package io.cairn.index;

import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import io.cairn.core.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Compares the query with every vector: nothing is missed, and the time is that of reading all the
 * vectors once. Equal products are given in the order of the items.
 */
public final class ExactIndex implements VectorIndex {
  private final List<ItemId> items;
  private final float[] vectors;
  private final int dimension;

  /**
   * Makes an index over vectors.
   *
   * @param items the item of each vector; copied
   * @param vectors row-major, shape {@code [items.size() × dimension]}; not copied, must not change
   * @param dimension the length of each vector
   * @throws IllegalArgumentException if the dimension is below 1 or the shapes do not fit
   */
  public ExactIndex(List<ItemId> items, float[] vectors, int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, was " + dimension);
    }
    if (vectors.length != (long) items.size() * dimension) {
      throw new IllegalArgumentException(
          "vectors has %d numbers, not %d × %d".formatted(vectors.length, items.size(), dimension));
    }
    this.items = List.copyOf(items);
    this.vectors = vectors;
    this.dimension = dimension;
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    if (query.length != dimension) {
      throw new IllegalArgumentException(
          "query must have %d numbers, had %d".formatted(dimension, query.length));
    }
    float[] products = Kernel.FASTEST.products(vectors, query);
    List<Neighbor> neighbors = new ArrayList<>();
    for (int vector : TopK.of(products, k, column -> wanted.test(items.get(column)))) {
      neighbors.add(new Neighbor(items.get(vector), products[vector]));
    }
    return List.copyOf(neighbors);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int size() {
    return items.size();
  }
}
