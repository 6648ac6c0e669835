package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ProfileTest {
  private static final ItemId A = new ItemId("a");
  private static final ItemId B = new ItemId("b");
  private static final ItemId C = new ItemId("c");

  /** One event, and one line of the naive profile. */
  record Entry(ItemId item, float weight, long time, boolean seen) {}

  @Test
  void plus_newItems_areInOrderOfTime() {
    Profile profile =
        Profile.EMPTY.plus(B, 2, 20, false, 10).plus(C, 3, 30, true, 10).plus(A, 1, 10, false, 10);
    assertThat(entries(profile))
        .containsExactly(
            new Entry(A, 1, 10, false), new Entry(B, 2, 20, false), new Entry(C, 3, 30, true));
  }

  @Test
  void plus_knownItem_addsTheWeightAndMovesToTheEnd() {
    Profile profile =
        Profile.EMPTY.plus(A, 1, 10, true, 10).plus(B, 2, 20, false, 10).plus(A, -3, 30, false, 10);
    assertThat(entries(profile))
        .containsExactly(new Entry(B, 2, 20, false), new Entry(A, -2, 30, true));
  }

  @Test
  void plus_knownItemLate_keepsTheLaterTime() {
    Profile profile =
        Profile.EMPTY.plus(A, 1, 10, false, 10).plus(B, 2, 20, false, 10).plus(B, 2, 5, true, 10);
    assertThat(entries(profile))
        .containsExactly(new Entry(A, 1, 10, false), new Entry(B, 4, 20, true));
  }

  @Test
  void plus_full_forgetsTheOldest() {
    Profile profile =
        Profile.EMPTY.plus(A, 1, 10, false, 2).plus(B, 1, 20, false, 2).plus(C, 1, 15, false, 2);
    assertThat(entries(profile))
        .containsExactly(new Entry(C, 1, 15, false), new Entry(B, 1, 20, false));
  }

  @Test
  void plus_fullAndOlderThanAll_isNotKept() {
    Profile before = Profile.EMPTY.plus(A, 1, 10, false, 2).plus(B, 1, 20, false, 2);
    assertThat(before.plus(C, 1, 5, false, 2)).isSameAs(before);
  }

  @Test
  void plus_leavesTheProfileBeforeAsItWas() {
    Profile before = Profile.EMPTY.plus(A, 1, 10, false, 2);
    assertThat(before.plus(A, 1, 20, true, 2).size()).isOne();
    assertThat(entries(before)).containsExactly(new Entry(A, 1, 10, false));
  }

  @Property
  void plus_isWhatTheNaiveModelSays(
      @ForAll("events") List<Entry> events, @ForAll @IntRange(min = 1, max = 6) int itemsMax) {
    Profile profile = Profile.EMPTY;
    List<Entry> naive = new ArrayList<>();
    for (Entry event : events) {
      profile = profile.plus(event.item, event.weight, event.time, event.seen, itemsMax);
      add(naive, event, itemsMax);
      assertThat(entries(profile)).containsExactlyElementsOf(naive);
      for (Entry entry : naive) {
        assertThat(profile.items()[profile.indexOf(new ItemId(entry.item.value()))])
            .isEqualTo(entry.item);
      }
    }
  }

  private static void add(List<Entry> naive, Entry event, int itemsMax) {
    Entry sum = event;
    for (Entry old : List.copyOf(naive)) {
      if (old.item.equals(event.item)) {
        sum =
            new Entry(
                old.item,
                old.weight + event.weight,
                Math.max(old.time, event.time),
                old.seen || event.seen);
        naive.remove(old);
      }
    }
    if (naive.size() < itemsMax || sum.time >= naive.getFirst().time) {
      naive.add(sum);
      naive.sort(Comparator.comparingLong(Entry::time));
    }
    if (naive.size() > itemsMax) {
      naive.removeFirst();
    }
  }

  @Provide
  Arbitrary<List<Entry>> events() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 8).map(i -> new ItemId("i" + i)),
            Arbitraries.integers().between(-4, 4).map(i -> (float) i),
            Arbitraries.longs().between(-5, 20),
            Arbitraries.of(true, false))
        .as(Entry::new)
        .list()
        .ofMaxSize(30);
  }

  private static List<Entry> entries(Profile profile) {
    return IntStream.range(0, profile.size())
        .mapToObj(
            i ->
                new Entry(
                    profile.items()[i],
                    profile.weights()[i],
                    profile.times()[i],
                    profile.seen()[i]))
        .toList();
  }
}
