package io.cairn.index;

import io.cairn.core.ItemId;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Compares the query with every vector: nothing is missed, and the time is that of reading all the
 * vectors once. Equal products are given in the order of the items. Immutable.
 */
public final class ExactIndex implements VectorIndex {
  private final VectorTable vectors;
  private final int[] rows;

  /** Makes an index over vectors. */
  public ExactIndex(VectorTable vectors) {
    this(vectors, IntStream.range(0, vectors.size()).toArray());
  }

  /** Makes an index over some of the vectors, the rows in ascending order. */
  ExactIndex(VectorTable vectors, int[] rows) {
    this.vectors = vectors;
    this.rows = rows;
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    VectorTable.checkQuery(query, dimension(), k);
    Shortlist best = new Shortlist(Math.min(k, Math.max(1, rows.length)));
    for (int row : rows) {
      float product = vectors.product(row, query);
      if (product > best.floor() && wanted.test(vectors.items().get(row))) {
        best.add(product, row);
      }
    }
    return neighbors(best.drain(), query);
  }

  private List<Neighbor> neighbors(int[] best, float[] query) {
    List<Neighbor> neighbors = new ArrayList<>(best.length);
    for (int row : best) {
      neighbors.add(new Neighbor(vectors.items().get(row), vectors.product(row, query)));
    }
    return List.copyOf(neighbors);
  }

  @Override
  public ExactIndex only(Predicate<ItemId> wanted) {
    return new ExactIndex(
        vectors, IntStream.of(rows).filter(row -> wanted.test(vectors.items().get(row))).toArray());
  }

  @Override
  public void forEach(BiConsumer<ItemId, float[]> action) {
    for (int row : rows) {
      action.accept(vectors.items().get(row), vectors.vector(row));
    }
  }

  /** Returns what a file has of this: items and vectors. */
  List<MemorySegment> sections() {
    List<ItemId> items = new ArrayList<>(rows.length);
    VectorTable.Rows copies = new VectorTable.Rows(dimension(), rows.length);
    forEach(
        (item, vector) -> {
          items.add(item);
          copies.add(vector);
        });
    List<MemorySegment> sections = new ArrayList<>(StoredItems.sections(items));
    sections.add(copies.table(items).segment());
    return sections;
  }

  @Override
  public int dimension() {
    return vectors.dimension();
  }

  @Override
  public int size() {
    return rows.length;
  }
}
