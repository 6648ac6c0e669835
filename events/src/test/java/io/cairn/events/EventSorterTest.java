package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class EventSorterTest {

  @Property(tries = 100)
  void drain_spilled_isTheSameAsSortedInMemory(
      @ForAll List<@IntRange(max = 20) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 7) int countMax) {
    List<Event> events = new ArrayList<>();
    for (int second : seconds) {
      events.add(event(events.size(), second));
    }
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparing(Event::time)
            .thenComparingInt(event -> event instanceof Event.ItemUpdated ? 0 : 1));
    assertThat(drained(events, countMax, Long.MAX_VALUE)).isEqualTo(sorted);
    assertThat(drained(events, Integer.MAX_VALUE, 100)).isEqualTo(sorted);
    assertThat(drained(events, Integer.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(sorted);
  }

  private static List<Event> drained(List<Event> events, int countMax, long bytesMax) {
    List<Event> drained = new ArrayList<>();
    try (EventSorter sorter = new EventSorter(countMax, bytesMax)) {
      events.forEach(event -> sorter.add(event, isEven(event)));
      sorter.drain(
          (event, derived) -> {
            assertThat(derived).isEqualTo(isEven(event));
            drained.add(event);
          });
    }
    return drained;
  }

  private static boolean isEven(Event event) {
    return Integer.parseInt(event.id().value()) % 2 == 0;
  }

  private static Event event(int number, int second) {
    EventId id = new EventId(Integer.toString(number));
    Instant time = Instant.ofEpochSecond(second);
    ItemId item = new ItemId("i" + number);
    return number % 3 == 0
        ? new Event.ItemUpdated(id, time, Item.unknown(item))
        : new Event.Interaction(
            id, time, Visitor.of(new UserId("u")), item, "view", 1, Context.NONE);
  }
}
