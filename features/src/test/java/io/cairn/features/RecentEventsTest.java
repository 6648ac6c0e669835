package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import java.time.Duration;
import java.time.Instant;
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

final class RecentEventsTest {
  record Entry(ItemId item, String type, float value, long time) {}

  @Test
  void plus_sameItemAgain_isOneMoreEvent() {
    RecentEvents recent =
        RecentEvents.EMPTY
            .plus(new ItemId("a"), "view", 1, 10, 5)
            .plus(new ItemId("a"), "rating", 4.5, 10, 5);
    assertThat(entries(recent))
        .containsExactly(
            new Entry(new ItemId("a"), "view", 1, 10),
            new Entry(new ItemId("a"), "rating", 4.5f, 10));
  }

  @Test
  void plus_fullAndOlderThanAll_isNotKept() {
    RecentEvents before = RecentEvents.EMPTY.plus(new ItemId("a"), "view", 1, 10, 1);
    assertThat(before.plus(new ItemId("b"), "view", 1, 9, 1)).isSameAs(before);
  }

  @Test
  void lastSession_goesBackToTheFirstGap() {
    RecentEvents recent = RecentEvents.EMPTY;
    for (long time : new long[] {0, 5, 30, 40, 41}) {
      recent = recent.plus(new ItemId("a"), "view", 1, time, 9);
    }
    Duration gap = Duration.ofMillis(10);
    assertThat(recent.lastSession(Instant.ofEpochMilli(45), gap)).isEqualTo(3);
    assertThat(recent.lastSession(Instant.ofEpochMilli(51), gap)).isEqualTo(3);
    assertThat(recent.lastSession(Instant.ofEpochMilli(52), gap)).isZero();
    assertThat(recent.lastSession(Instant.ofEpochMilli(41), Duration.ofMillis(5))).isEqualTo(2);
    assertThat(recent.lastSession(Instant.ofEpochMilli(45), Duration.ofMillis(25))).isEqualTo(5);
    assertThat(recent.lastSession(Instant.ofEpochMilli(20), gap)).isEqualTo(3);
    assertThat(RecentEvents.EMPTY.lastSession(Instant.EPOCH, gap)).isZero();
  }

  @Property
  void plus_isWhatTheNaiveModelSays(
      @ForAll("events") List<Entry> events, @ForAll @IntRange(min = 1, max = 6) int eventsMax) {
    RecentEvents recent = RecentEvents.EMPTY;
    List<Entry> naive = new ArrayList<>();
    for (Entry event : events) {
      List<Entry> before = entries(recent);
      RecentEvents after = recent.plus(event.item, event.type, event.value, event.time, eventsMax);
      assertThat(entries(recent)).isEqualTo(before);
      recent = after;
      if (naive.size() < eventsMax || event.time >= naive.getFirst().time) {
        naive.add(event);
        naive.sort(Comparator.comparingLong(Entry::time));
      }
      if (naive.size() > eventsMax) {
        naive.removeFirst();
      }
      assertThat(entries(recent)).containsExactlyElementsOf(naive);
    }
  }

  @Provide
  Arbitrary<List<Entry>> events() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 8).map(i -> new ItemId("i" + i)),
            Arbitraries.of("view", "cart"),
            Arbitraries.integers().between(0, 4).map(i -> (float) i),
            Arbitraries.longs().between(-5, 20))
        .as(Entry::new)
        .list()
        .ofMaxSize(30);
  }

  private static List<Entry> entries(RecentEvents recent) {
    return IntStream.range(0, recent.size())
        .mapToObj(
            i ->
                new Entry(
                    recent.items()[i], recent.types()[i], recent.values()[i], recent.times()[i]))
        .toList();
  }
}
