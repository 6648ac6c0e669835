package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NearDuplicatesTest {

  private static Item item(String id, String title) {
    return new Item(
        new ItemId(id),
        Map.of(Item.TITLE, new Value.Text(title)),
        List.of(),
        true,
        Optional.empty());
  }

  @Test
  void near_nearlyTheSame_namesTheFirst() {
    NearDuplicates list = new NearDuplicates(.8);
    assertThat(addUnlessThere(list, item("a", "a red ball for dogs"))).isEmpty();
    assertThat(addUnlessThere(list, item("b", "A red ball, for big dogs")))
        .contains(new ItemId("a"));
    assertThat(addUnlessThere(list, item("c", "a blue ball for cats"))).isEmpty();
  }

  @Test
  void near_ofItemsWithFewTexts_knowsTooLittle() {
    NearDuplicates list = new NearDuplicates(.8);
    assertThat(addUnlessThere(list, item("a", "red ball"))).isEmpty();
    assertThat(addUnlessThere(list, item("b", "red ball"))).isEmpty();
    assertThat(list.groups()).isEmpty();
  }

  @Test
  void groups_joinByWayOfOthers() {
    NearDuplicates catalogue = new NearDuplicates(.8);
    catalogue.add(item("a", "one two three four five"));
    catalogue.add(item("x", "nothing like the others here"));
    catalogue.add(item("b", "one two three four five six"));
    catalogue.add(item("c", "one two three four five six seven"));
    assertThat(catalogue.groups())
        .containsExactly(List.of(new ItemId("a"), new ItemId("b"), new ItemId("c")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {.5, .7, .9, 1})
  void groups_areThoseOfComparingEveryPair(double overlap) {
    Random random = new Random(3);
    NearDuplicates catalogue = new NearDuplicates(overlap);
    List<Set<String>> words = new ArrayList<>();
    for (int item = 0; item < 150; item++) {
      Set<String> its = new HashSet<>();
      if (item > 0 && random.nextBoolean()) {
        its.addAll(words.get(random.nextInt(item)));
        its.add("w" + random.nextInt(12));
      }
      while (its.size() < 4) {
        its.add("w" + random.nextInt(12));
      }
      words.add(its);
      catalogue.add(item("i" + item, String.join(" ", its)));
    }
    int near = 0;
    for (int one = 0; one < 150; one++) {
      for (int other = 0; other < one; other++) {
        Set<String> common = new HashSet<>(words.get(one));
        common.retainAll(words.get(other));
        int all = words.get(one).size() + words.get(other).size() - common.size();
        boolean isNear = common.size() >= overlap * all;
        ItemId a = new ItemId("i" + one);
        ItemId b = new ItemId("i" + other);
        near += isNear ? 1 : 0;
        if (isNear) {
          assertThat(catalogue.groups()).anyMatch(group -> group.contains(a) && group.contains(b));
        }
      }
    }
    assertThat(near).isPositive();
    assertThat(catalogue.groups().stream().mapToInt(List::size).sum())
        .isLessThanOrEqualTo(2 * near);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
  void of_anOverlapOutOfRange_isRefused(double overlap) {
    assertThatIllegalArgumentException().isThrownBy(() -> new NearDuplicates(overlap));
  }

  private static Optional<ItemId> addUnlessThere(NearDuplicates list, Item item) {
    Optional<ItemId> near = list.near(item);
    if (near.isEmpty()) {
      list.add(item);
    }
    return near;
  }
}
