package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.index.VectorIndex.Neighbor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExactIndexTest extends VectorIndexContract {
  private final List<ItemId> items = List.of(new ItemId("a"), new ItemId("b"), new ItemId("c"));

  @Override
  protected VectorIndex index(List<ItemId> items, float[] vectors, int dimension) {
    return new ExactIndex(VectorTable.of(items, vectors, dimension));
  }

  @Test
  void search_byHand_equalProductsInTheOrderOfTheItems() {
    ExactIndex index = new ExactIndex(VectorTable.of(items, new float[] {1, 0, 2, 2, 3, 1}, 2));
    assertThat(index.search(new float[] {1, 1}, 3))
        .containsExactly(
            new Neighbor(items.get(1), 4),
            new Neighbor(items.get(2), 4),
            new Neighbor(items.get(0), 1));
    assertThat(index.search(new float[] {1, 1}, 1)).containsExactly(new Neighbor(items.get(1), 4));
  }
}
