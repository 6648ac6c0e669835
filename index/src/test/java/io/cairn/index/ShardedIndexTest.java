package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShardedIndexTest extends VectorIndexContract {
  @Override
  protected VectorIndex index(List<ItemId> items, float[] vectors, int dimension) {
    VectorIndex all = new ExactIndex(VectorTable.of(items, vectors, dimension));
    List<VectorIndex> shards =
        IntStream.range(0, 3)
            .mapToObj(shard -> all.only(item -> ShardedIndex.shardOf(item, 3) == shard))
            .toList();
    return new ShardedIndex(shards, ForkJoinPool.commonPool());
  }

  @Test
  void shardOf_isEvenAndTheSameEverywhere() {
    int[] counts = new int[4];
    for (int item = 0; item < 10_000; item++) {
      counts[ShardedIndex.shardOf(new ItemId("item" + item), 4)]++;
    }
    assertThat(IntStream.of(counts)).allMatch(count -> count > 2300 && count < 2700);
    assertThat(ShardedIndex.shardOf(new ItemId("item7"), 4)).isEqualTo(1);
  }

  @Test
  void new_withNoShardsOrOtherDimensions_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardedIndex(List.of(), Runnable::run))
        .withMessage("a sharded index must have at least one shard");
    VectorIndex two = new ExactIndex(VectorTable.of(List.of(), new float[0], 2));
    VectorIndex three = new ExactIndex(VectorTable.of(List.of(), new float[0], 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShardedIndex(List.of(two, three), Runnable::run))
        .withMessage("all shards must have vectors of 2 numbers, one has 3");
  }
}
