package io.cairn.index;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Finds the vectors nearest to a query. Safe for use by multiple threads. */
public interface VectorIndex {

  /**
   * Returns up to {@code k} items by descending inner product with the query.
   *
   * @param query shape {@code [dimension()]}; not changed
   * @throws IllegalArgumentException if the query has another length or {@code k} is below 1
   */
  default List<Neighbor> search(float[] query, int k) {
    return search(query, k, _ -> true);
  }

  /**
   * Returns up to {@code k} of the wanted items by descending inner product with the query.
   *
   * @param query shape {@code [dimension()]}; not changed
   * @param wanted asked of the nearest first, about {@code k} divided by the share of items that
   *     pass; where that is most of them, or the same is asked again and again, {@link #only} is
   *     the faster way
   * @throws IllegalArgumentException if the query has another length or {@code k} is below 1
   */
  List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted);

  /**
   * Returns an index of the wanted items alone, over the same vectors. Every item is asked for
   * once, now, so that many searches after that ask no more: the way to search within a category or
   * a region, also if one item in a thousand is wanted.
   *
   * @param wanted what it says of an item must not change
   */
  VectorIndex only(Predicate<ItemId> wanted);

  /** Passes every item with a copy of its vector, as exactly as the index keeps it. */
  void forEach(BiConsumer<ItemId, float[]> action);

  /** Returns the length of the vectors. */
  int dimension();

  /** Returns the number of vectors. */
  int size();

  /** An item found, and its inner product with the query. */
  record Neighbor(ItemId item, float similarity) {}
}
