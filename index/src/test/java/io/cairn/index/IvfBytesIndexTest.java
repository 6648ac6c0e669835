package io.cairn.index;

import io.cairn.core.ItemId;
import java.util.List;

final class IvfBytesIndexTest extends VectorIndexContract {
  @Override
  protected VectorIndex index(List<ItemId> items, float[] vectors, int dimension) {
    return new IvfBuilder(.97, false, 1).build(VectorTable.of(items, vectors, dimension));
  }

  @Override
  protected double recallMin() {
    return .9;
  }

  @Override
  protected double tolerance() {
    return .1;
  }
}
