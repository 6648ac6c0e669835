package io.cairn.index;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.function.Predicate;

/** Finds the vectors nearest to a query. Immutable, and safe for use by multiple threads. */
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
   * @param wanted asked of as few items as the search can do with
   * @throws IllegalArgumentException if the query has another length or {@code k} is below 1
   */
  List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted);

  /** Returns the length of the vectors. */
  int dimension();

  /** Returns the number of vectors. */
  int size();

  /** An item found, and its inner product with the query. */
  record Neighbor(ItemId item, float similarity) {}
}
