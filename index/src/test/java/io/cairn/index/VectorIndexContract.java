package io.cairn.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.ItemId;
import io.cairn.index.VectorIndex.Neighbor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every vector index must do; each one's test extends it. */
public abstract class VectorIndexContract {
  private static final int DIMENSION = 19;

  /** Returns an index over the vectors, row-major, one for each item. */
  protected abstract VectorIndex index(List<ItemId> items, float[] vectors, int dimension);

  /** Returns vectors, row-major, as this kind of index takes them. */
  protected float[] suited(float[] vectors, int dimension) {
    return vectors;
  }

  /** Returns the share of the true nearest that a search must find; 1 for an exact index. */
  protected double recallMin() {
    return 1;
  }

  /** Returns by how much a similarity may differ from the inner product. */
  protected double tolerance() {
    return 1e-4;
  }

  @Test
  void search_findsTheNearest() {
    float[] vectors = vectors(2000);
    VectorIndex index = index(items(2000), vectors, DIMENSION);
    double found = 0;
    for (int query = 0; query < 50; query++) {
      float[] vector = Arrays.copyOfRange(vectors, query * DIMENSION, (query + 1) * DIMENSION);
      List<ItemId> nearest = nearest(vectors, vector, 10);
      found += index.search(vector, 10).stream().filter(n -> nearest.contains(n.item())).count();
    }
    assertThat(found / 500).isGreaterThanOrEqualTo(recallMin());
  }

  @Test
  void search_returnsProductsInDescendingOrder() {
    float[] vectors = vectors(500);
    float[] query = Arrays.copyOf(vectors, DIMENSION);
    float[] before = query.clone();
    List<Neighbor> neighbors = index(items(500), vectors, DIMENSION).search(query, 100);
    assertThat(neighbors).hasSize(100).doesNotHaveDuplicates();
    assertThat(neighbors)
        .isSortedAccordingTo((a, b) -> Float.compare(b.similarity(), a.similarity()));
    for (Neighbor neighbor : neighbors) {
      double product = product(vectors, Integer.parseInt(neighbor.item().value()), query);
      assertThat((double) neighbor.similarity()).isCloseTo(product, within(tolerance()));
    }
    assertThat(query).isEqualTo(before);
  }

  @Test
  void search_someWanted_returnsTheNearestOfThem() {
    float[] vectors = vectors(500);
    VectorIndex index = index(items(500), vectors, DIMENSION);
    float[] query = Arrays.copyOf(vectors, DIMENSION);
    Predicate<ItemId> isRound = item -> item.value().endsWith("0");
    assertThat(index.search(query, 50, isRound))
        .containsExactlyElementsOf(
            index.search(query, 500).stream().filter(n -> isRound.test(n.item())).toList());
    assertThat(index.search(query, 50, _ -> false)).isEmpty();
  }

  @Test
  void only_returnsAnIndexOfTheWanted() {
    VectorIndex index = index(items(500), vectors(500), DIMENSION);
    float[] query = Arrays.copyOf(vectors(500), DIMENSION);
    Predicate<ItemId> isRound = item -> item.value().endsWith("0");
    VectorIndex round = index.only(isRound);
    assertThat(round.size()).isEqualTo(50);
    assertThat(round.dimension()).isEqualTo(DIMENSION);
    assertThat(round.search(query, 60)).isEqualTo(index.search(query, 50, isRound));
    Predicate<ItemId> isLong = item -> item.value().length() == 3;
    assertThat(round.only(isLong).search(query, 50)).isEqualTo(round.search(query, 50, isLong));
    assertThat(index.only(_ -> false).search(query, 50)).isEmpty();
    assertThat(index.size()).isEqualTo(500);
  }

  @Test
  void search_oneInAThousandWanted_findsThem() {
    VectorIndex index = index(items(3000), vectors(3000), DIMENSION);
    Predicate<ItemId> isThousand = item -> Integer.parseInt(item.value()) % 1000 == 7;
    for (VectorIndex searched : List.of(index, index.only(isThousand))) {
      assertThat(searched.search(Arrays.copyOf(vectors(1), DIMENSION), 3, isThousand))
          .extracting(neighbor -> neighbor.item().value())
          .containsExactlyInAnyOrder("7", "1007", "2007");
    }
  }

  @Test
  void forEach_passesEveryItemWithItsVector() {
    float[] vectors = vectors(300);
    Map<ItemId, float[]> passed = new HashMap<>();
    index(items(300), vectors, DIMENSION).forEach(passed::put);
    assertThat(passed.keySet()).containsExactlyInAnyOrderElementsOf(items(300));
    for (int row = 0; row < 300; row++) {
      assertThat(passed.get(new ItemId(Integer.toString(row))))
          .containsExactly(
              Arrays.copyOfRange(vectors, row * DIMENSION, (row + 1) * DIMENSION),
              within((float) tolerance()));
    }
  }

  @Test
  void search_forMoreThanThereAre_returnsAll() {
    VectorIndex index = index(items(3), vectors(3), DIMENSION);
    assertThat(index.search(new float[DIMENSION], 10)).hasSize(3);
    assertThat(index.size()).isEqualTo(3);
    assertThat(index.dimension()).isEqualTo(DIMENSION);
  }

  @Test
  void search_amongOneItem_findsIt() {
    VectorIndex index = index(items(1), vectors(1), DIMENSION);
    assertThat(index.search(vectors(1), 10))
        .extracting(Neighbor::item)
        .containsExactlyElementsOf(items(1));
  }

  @Test
  void search_inAnEmptyIndex_returnsNothing() {
    assertThat(index(List.of(), new float[0], DIMENSION).search(new float[DIMENSION], 1)).isEmpty();
  }

  @Test
  void search_withWhatIsNoNumber_isRefused() {
    float[] query = new float[DIMENSION];
    query[4] = Float.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index(items(3), vectors(3), DIMENSION).search(query, 1))
        .withMessage("query must be of finite numbers, had NaN at column 4");
  }

  @Test
  void search_amongEqualVectors_findsAsManyAsAskedFor() {
    float[] vectors = new float[300 * DIMENSION];
    Arrays.fill(vectors, 1);
    vectors = suited(vectors, DIMENSION);
    VectorIndex index = index(items(300), vectors, DIMENSION);
    float[] query = Arrays.copyOf(vectors, DIMENSION);
    double product = product(vectors, 0, query);
    assertThat(index.search(query, 70))
        .hasSize(70)
        .allMatch(neighbor -> Math.abs(neighbor.similarity() - product) < .1)
        .doesNotHaveDuplicates();
  }

  @Test
  void search_withAnotherDimensionOrNoCount_isRefused() {
    VectorIndex index = index(items(3), vectors(3), DIMENSION);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.search(new float[DIMENSION - 1], 1))
        .withMessage("query must have 19 numbers, had 18");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.search(new float[DIMENSION], 0))
        .withMessage("k must be at least 1, was 0");
  }

  private static List<ItemId> nearest(float[] vectors, float[] query, int k) {
    List<ItemId> items = items(vectors.length / DIMENSION);
    return items.stream()
        .sorted(
            Comparator.comparingDouble(
                item -> -product(vectors, Integer.parseInt(item.value()), query)))
        .limit(k)
        .toList();
  }

  private static double product(float[] vectors, int vector, float[] query) {
    double product = 0;
    for (int at = 0; at < DIMENSION; at++) {
      product += (double) vectors[vector * DIMENSION + at] * query[at];
    }
    return product;
  }

  private static List<ItemId> items(int count) {
    return IntStream.range(0, count).mapToObj(at -> new ItemId(Integer.toString(at))).toList();
  }

  private float[] vectors(int count) {
    Random random = new Random(3);
    float[] vectors = new float[count * DIMENSION];
    for (int at = 0; at < vectors.length; at++) {
      vectors[at] = (float) random.nextGaussian();
    }
    return suited(vectors, DIMENSION);
  }
}
