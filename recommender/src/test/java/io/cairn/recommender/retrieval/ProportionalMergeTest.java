package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.recommender.retrieval.ProportionalMerge.Share;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProportionalMergeTest {

  @Test
  void of_twoLists_givesEachItsFirst_andThenByWeight() {
    List<Share> shares = List.of(share(6, "a", 9), share(2, "b", 9));
    assertThat(names(ProportionalMerge.of(shares, 10)))
        .containsExactly("a1", "b1", "a2", "a3", "a4", "b2", "a5", "a6", "a7", "b3");
  }

  @Test
  void of_anyLimit_givesTheFirstOfALongerList() {
    List<Share> shares = List.of(share(18, "a", 30), share(2, "b", 5), share(1, "c", 5));
    List<ScoredItem> all = ProportionalMerge.of(shares, Integer.MAX_VALUE);
    assertThat(all).hasSize(40);
    for (int limit = 0; limit <= all.size(); limit++) {
      assertThat(ProportionalMerge.of(shares, limit)).isEqualTo(all.subList(0, limit));
    }
  }

  @Test
  void of_anItemOfBoth_placesItOnce_andTakesNoPlaceOfTheOther() {
    List<Share> shares =
        List.of(
            new Share(1, List.of(item("x", 3), item("a", 2))),
            new Share(1, List.of(item("x", 5), item("b", 4), item("c", 1))));
    assertThat(names(ProportionalMerge.of(shares, 9))).containsExactly("x", "b", "a", "c");
  }

  @Test
  void of_scoresOfDifferentSize_letsNoneRise() {
    List<Share> shares =
        List.of(
            new Share(2, List.of(item("a", 9), item("b", 8))),
            new Share(1, List.of(item("c", 3), item("d", 1))));
    assertThat(ProportionalMerge.of(shares, 9))
        .extracting(ScoredItem::score)
        .containsExactly(9f, 3f, 3f, 1f);
  }

  @Test
  void of_aListThatEnds_givesItsPlacesToTheOther() {
    List<Share> shares = List.of(share(9, "a", 2), share(1, "b", 4), share(5, "c", 0));
    assertThat(names(ProportionalMerge.of(shares, 9)))
        .containsExactly("a1", "b1", "a2", "b2", "b3", "b4");
  }

  private static Share share(double weight, String name, int size) {
    return new Share(
        weight,
        IntStream.rangeClosed(1, size).mapToObj(place -> item(name + place, 1f / place)).toList());
  }

  private static ScoredItem item(String name, float score) {
    return new ScoredItem(new ItemId(name), score, Optional.empty());
  }

  private static List<String> names(List<ScoredItem> items) {
    return items.stream().map(scored -> scored.item().value()).toList();
  }
}
