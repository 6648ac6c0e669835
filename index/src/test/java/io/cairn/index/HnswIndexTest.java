package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class HnswIndexTest extends VectorIndexContract {
  private static final HnswBuilder BUILDER = new HnswBuilder(.97, 16, 100, 1);
  private static final VectorTable RAW = Planted.clustered(8000, 24, 5);
  private static final VectorTable TABLE = Planted.unit(RAW);
  private static final VectorIndex EXACT = new ExactIndex(TABLE);
  private static final HnswIndex INDEX = BUILDER.build(TABLE);

  @Override
  protected VectorIndex index(List<ItemId> items, float[] vectors, int dimension) {
    return BUILDER.build(VectorTable.of(items, vectors, dimension));
  }

  @Override
  protected float[] suited(float[] vectors, int dimension) {
    return Planted.divided(vectors, dimension);
  }

  @Override
  protected double recallMin() {
    return .9;
  }

  @Test
  void search_amongClusters_findsTheNearest() {
    for (int k : new int[] {10, 30, 100, 1000}) {
      assertThat(recall(INDEX, k, _ -> true)).as("recall@%d", k).isGreaterThan(.95);
    }
  }

  @Test
  void search_doesNotReadEverything() {
    List<ItemId> asked = new ArrayList<>();
    INDEX.search(
        Planted.query(RAW, 3),
        10,
        item -> {
          asked.add(item);
          return Integer.parseInt(item.value()) % 3 == 0;
        });
    assertThat(asked).hasSizeBetween(10, 1000);
  }

  @Property(tries = 12)
  void search_fewWanted_findsTheNearestOfThem(
      @ForAll @IntRange(min = 1, max = 1000) int oneIn, @ForAll @IntRange(max = 999) int offset) {
    Predicate<ItemId> wanted = item -> (Integer.parseInt(item.value()) + offset) % oneIn == 0;
    assertThat(recall(INDEX, 20, wanted)).isGreaterThan(.9);
    assertThat(recall(INDEX.only(wanted), 20, wanted)).isGreaterThan(.9);
  }

  @Test
  void build_byAnyNumberOfThreads_isTheSame() {
    try (ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool four = new ForkJoinPool(4)) {
      VectorTable table = Planted.unit(Planted.clustered(2000, 24, 5));
      HnswIndex byOne = one.submit(() -> BUILDER.build(table)).join();
      HnswIndex byFour = four.submit(() -> BUILDER.build(table)).join();
      assertThat(byOne.sections().get(4).mismatch(byFour.sections().get(4))).isEqualTo(-1);
      float[] query = Planted.query(RAW, 5);
      assertThat(byOne.search(query, 100)).isEqualTo(byFour.search(query, 100));
    }
  }

  /** A group of equal vectors is a trap: all their links could lead to each other. */
  @Test
  void search_besideManyEqualVectors_findsEveryVector() {
    float[] vectors = new float[2000 * 24];
    for (int row = 0; row < 2000; row++) {
      TABLE.copy(row < 1000 ? row : 7, vectors, row * 24);
    }
    VectorTable table = VectorTable.of(TABLE.items().subList(0, 2000), vectors, 24);
    HnswIndex index = BUILDER.build(table);
    int found = 0;
    for (int row = 0; row < 1000; row++) {
      found += index.search(table.vector(row), 1).getFirst().similarity() > .999f ? 1 : 0;
    }
    assertThat(found).isGreaterThan(990);
  }

  @Test
  void build_ofVectorsOfOtherLengths_isRefusedWithTheItem() {
    float[] vectors = Planted.divided(new float[] {1, 2, 3, 4}, 2);
    vectors[2] *= 2;
    vectors[3] *= 2;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index(List.of(new ItemId("a"), new ItemId("b")), vectors, 2))
        .withMessage(
            "the vector of item b has length 2.0, but a graph needs vectors of length 1;"
                + " divide them by their lengths, or use lists");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index(List.of(new ItemId("a")), new float[2], 2))
        .withMessageContaining("the vector of item a has length 0.0");
  }

  @Test
  void new_withNumbersThatCannotBe_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HnswBuilder(1, 16, 100, 1))
        .withMessage("recall must be above 0 and below 1, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HnswBuilder(.9, 1, 100, 1))
        .withMessage("connections must be from 2 to 128, was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HnswBuilder(.9, 16, 15, 1))
        .withMessage("buildWidth must be at least connections, 16, was 15");
  }

  /** Returns the mean share of the true neighbours that are found. */
  private static double recall(VectorIndex index, int k, Predicate<ItemId> wanted) {
    double sum = 0;
    for (int trial = 0; trial < 40; trial++) {
      float[] query = Planted.query(RAW, trial);
      List<ItemId> truth = items(EXACT.search(query, k, wanted)).toList();
      sum +=
          (double) items(index.search(query, k, wanted)).filter(truth::contains).count()
              / truth.size();
    }
    return sum / 40;
  }

  private static Stream<ItemId> items(List<VectorIndex.Neighbor> neighbors) {
    return neighbors.stream().map(VectorIndex.Neighbor::item);
  }
}
