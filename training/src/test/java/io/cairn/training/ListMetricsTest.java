package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.ItemId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ListMetricsTest {
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");

  private final ListMetrics metrics =
      new ListMetrics(
          10,
          Map.of(A, Set.of("drama", "war"), B, Set.of("drama", "love", "noir")),
          Map.of(A, 4, B, 16),
          16);

  private static List<ItemId> list(String items) {
    return Stream.of(items.split(" ")).map(ItemId::new).toList();
  }

  @Test
  void coverage_isTheShareOfTheCatalogueThatIsShown() {
    List<List<ItemId>> lists = List.of(list("a b c"), list("b a d"), List.of());
    assertThat(metrics.coverage(lists, 2)).isEqualTo(0.2);
    assertThat(metrics.coverage(lists, 3)).isEqualTo(0.4);
    assertThat(metrics.coverage(List.of(), 3)).isZero();
  }

  @Test
  void diversity_isTheMeanDistanceOfPairs() {
    // a and b share one of four categories; c has none
    assertThat(metrics.diversity(list("a b"), 10)).isCloseTo(0.75, within(1e-12));
    assertThat(metrics.diversity(list("a b c"), 10)).isCloseTo(2.75 / 3, within(1e-12));
    assertThat(metrics.diversity(list("a b c"), 2)).isCloseTo(0.75, within(1e-12));
    assertThat(metrics.diversity(list("a"), 10)).isZero();
    assertThat(metrics.diversity(List.of(), 10)).isZero();
  }

  @Test
  void novelty_isTheMeanSelfInformation() {
    // 4 of 16 people know a: 2 bits; all know b: 0 bits; nobody knows c: as if half a person did
    assertThat(metrics.novelty(list("a"), 10)).isCloseTo(2, within(1e-12));
    assertThat(metrics.novelty(list("b"), 10)).isCloseTo(0, within(1e-12));
    assertThat(metrics.novelty(list("c"), 10)).isCloseTo(5, within(1e-12));
    assertThat(metrics.novelty(List.of(A, B, C), 10)).isCloseTo(7 / 3.0, within(1e-12));
    assertThat(metrics.novelty(List.of(A, B, C), 2)).isCloseTo(1, within(1e-12));
    assertThat(metrics.novelty(List.of(), 10)).isZero();
  }
}
