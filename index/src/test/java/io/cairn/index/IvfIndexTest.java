package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class IvfIndexTest extends VectorIndexContract {
  private static final int DIMENSION = 24;
  private static final VectorTable TABLE = Planted.clustered(20_000, DIMENSION, 5);
  private static final VectorIndex EXACT = new ExactIndex(TABLE);
  private static final IvfIndex INDEX = new IvfBuilder(.97, true, 1).build(TABLE);

  @Override
  protected VectorIndex index(List<ItemId> items, float[] vectors, int dimension) {
    return new IvfBuilder(.97, true, 1).build(VectorTable.of(items, vectors, dimension));
  }

  @Override
  protected double recallMin() {
    return .9;
  }

  @Test
  void search_amongClustersOfUnequalNorms_findsTheNearest() {
    for (int k : new int[] {10, 30, 100, 1000}) {
      assertThat(recall(INDEX, k, _ -> true)).as("recall@%d", k).isGreaterThan(.95);
    }
  }

  @Test
  void search_withBytesAlone_findsTheNearest() {
    VectorIndex bytes = new IvfBuilder(.97, false, 1).build(TABLE);
    for (int k : new int[] {10, 100, 1000}) {
      assertThat(recall(bytes, k, _ -> true)).as("recall@%d", k).isGreaterThan(.93);
    }
  }

  @Test
  void search_doesNotReadEverything() {
    List<ItemId> asked = new ArrayList<>();
    INDEX.search(
        Planted.query(TABLE, 3),
        10,
        item -> {
          asked.add(item);
          return Integer.parseInt(item.value()) % 3 == 0;
        });
    assertThat(asked).hasSizeBetween(10, 1000);
  }

  /** At least 400 must be asked to find 20 of which one in 20 is wanted. */
  @Test
  void search_oneInTwentyWanted_asksAFewTimesAsManyAsItMust() {
    for (int seed = 0; seed < 10; seed++) {
      List<ItemId> asked = new ArrayList<>();
      List<VectorIndex.Neighbor> found =
          INDEX.search(
              Planted.query(TABLE, seed),
              20,
              item -> {
                asked.add(item);
                return Integer.parseInt(item.value()) % 20 == 0;
              });
      assertThat(found).hasSize(20);
      assertThat(asked).hasSizeLessThan(2500);
    }
  }

  @Property(tries = 12)
  void search_fewWanted_findsTheNearestOfThem(
      @ForAll @IntRange(min = 1, max = 1000) int oneIn, @ForAll @IntRange(max = 999) int offset) {
    Predicate<ItemId> wanted = item -> (Integer.parseInt(item.value()) + offset) % oneIn == 0;
    assertThat(recall(INDEX, 20, wanted)).isGreaterThan(.9);
    assertThat(recall(INDEX.only(wanted), 20, wanted)).isGreaterThan(.9);
  }

  @Test
  void build_withTheSameSeed_isTheSame() {
    float[] query = Planted.query(TABLE, 5);
    assertThat(new IvfBuilder(.97, true, 1).build(TABLE).search(query, 100))
        .isEqualTo(INDEX.search(query, 100));
  }

  @Test
  void new_withARecallThatCannotBe_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IvfBuilder(1, true, 1))
        .withMessage("recall must be above 0 and below 1, was 1.0");
  }

  /** Returns the mean share of the true neighbours that are found. */
  private static double recall(VectorIndex index, int k, Predicate<ItemId> wanted) {
    double sum = 0;
    for (int trial = 0; trial < 40; trial++) {
      float[] query = Planted.query(TABLE, trial);
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
