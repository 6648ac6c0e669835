package io.cairn.index;

import io.cairn.core.ItemVocabulary;
import java.util.List;

/** Temporary. */
public final class ExactIndex implements VectorIndex {
  private final int dimension;
  private final int size;

  /** Temporary. */
  public ExactIndex(ItemVocabulary items, float[] vectors, int dimension) {
    size = items.size();
    this.dimension = vectors.length / size == dimension ? dimension : 0;
  }

  @Override
  public List<Neighbor> search(float[] query, int k) {
    return List.of();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int size() {
    return size;
  }
}
