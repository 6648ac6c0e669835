package io.cairn.index;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Several indexes as one: each is asked, and the best of their answers are returned. Safe for use
 * by multiple threads if the shards are. Where items are added to shards, {@link #shardOf} says to
 * which; the index itself asks all of them and does not rely on it.
 */
public final class ShardedIndex implements VectorIndex {
  private final List<VectorIndex> shards;
  private final Executor executor;

  /**
   * Makes an index of shards.
   *
   * @param shards at least one; no item is in two of them
   * @param executor asks the shards side by side; {@code Runnable::run} asks one after the other
   * @throws IllegalArgumentException if there are no shards, or their vectors differ in length
   */
  public ShardedIndex(List<? extends VectorIndex> shards, Executor executor) {
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("a sharded index must have at least one shard");
    }
    for (VectorIndex shard : shards) {
      if (shard.dimension() != shards.getFirst().dimension()) {
        throw new IllegalArgumentException(
            "all shards must have vectors of %d numbers, one has %d"
                .formatted(shards.getFirst().dimension(), shard.dimension()));
      }
    }
    this.shards = List.copyOf(shards);
    this.executor = executor;
  }

  /**
   * Returns the shard of an item, in [0, shards): by a hash of its text that is the same in every
   * process.
   */
  public static int shardOf(ItemId item, int shards) {
    int hash = item.value().hashCode() * 0x9e37_79b9;
    return Math.floorMod(hash ^ (hash >>> 16), shards);
  }

  @Override
  public List<Neighbor> search(float[] query, int k, Predicate<ItemId> wanted) {
    List<CompletableFuture<List<Neighbor>>> answers =
        shards.stream()
            .map(
                shard ->
                    CompletableFuture.supplyAsync(() -> shard.search(query, k, wanted), executor))
            .toList();
    List<Neighbor> merged = List.of();
    for (CompletableFuture<List<Neighbor>> answer : answers) {
      merged = Neighbors.merged(merged, join(answer), k);
    }
    return merged;
  }

  /** Waits for a shard, and throws what it threw. */
  private static List<Neighbor> join(CompletableFuture<List<Neighbor>> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public ShardedIndex only(Predicate<ItemId> wanted) {
    return new ShardedIndex(shards.stream().map(shard -> shard.only(wanted)).toList(), executor);
  }

  @Override
  public void forEach(BiConsumer<ItemId, float[]> action) {
    shards.forEach(shard -> shard.forEach(action));
  }

  @Override
  public int dimension() {
    return shards.getFirst().dimension();
  }

  @Override
  public int size() {
    return shards.stream().mapToInt(VectorIndex::size).sum();
  }
}
