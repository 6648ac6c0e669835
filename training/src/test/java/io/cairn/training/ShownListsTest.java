package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which events count for which list. The window is a day. */
final class ShownListsTest {
  private static final Visitor ADA = Visitor.of(new UserId("ada"));

  private final ShownLists lists =
      new ShownLists(
          new Outcomes(
              Logs.WEIGHTS,
              new TreeMap<>(
                  Map.of(
                      "buy", new Objective(List.of("purchase"), 0),
                      "click", new Objective(List.of("*"), 0)))),
          Duration.ofDays(1));
  private final List<Moment> found = new ArrayList<>();
  private long offset;

  @Test
  void event_namesItsList_countsForThat() {
    shown("one", 0, 5, "a", "b");
    shown("two", 0.1, 6, "a", "b");
    does("view", "a", 0.2, "one");
    does("purchase", "b", 0.3, "two");
    shown("later", 3, 9, "c");
    assertThat(found).extracting(Moment::offset).containsExactly(5L, 6L);
    assertThat(found.getFirst().outcomes()).containsOnlyKeys(new ItemId("a"));
    Moment.Outcome bought = Objects.requireNonNull(found.getLast().outcomes().get(new ItemId("b")));
    assertThat(bought.label(0)).isTrue();
    assertThat(bought.label(1)).isTrue();
    assertThat(bought.weight()).isEqualTo(5);
  }

  @Test
  void event_namesNone_countsForTheLastListThatShowedTheItem() {
    shown("one", 0, 5, "a");
    shown("two", 0.1, 6, "a", "b");
    shown("three", 0.2, 7, "b");
    does("view", "a", 0.3, "");
    shown("later", 3, 9, "c");
    assertThat(found)
        .extracting(moment -> moment.outcomes().size())
        .as("of one, two, three")
        .containsExactly(0, 1, 0);
  }

  @Test
  void event_afterTheWindowOrAgainstTheItem_countsForNothing() {
    shown("one", 0, 5, "a", "b");
    does("view", "a", 1.1, "one");
    does("dislike", "b", 0.5, "one");
    shown("later", 3, 9, "c");
    assertThat(found).singleElement().extracting(Moment::outcomes).isEqualTo(Map.of());
  }

  @Test
  void end_ownListsWait_thoseOfOthersCountIfAnythingWasChosen() {
    shown("own", 0, 5, "a");
    shown("foreign", 0, -1, "a");
    shown("unchosen", 0, -1, "b");
    does("view", "a", 0.1, "own");
    does("view", "a", 0.1, "foreign");
    lists.end(found::add);
    assertThat(found).singleElement().extracting(Moment::offset).isEqualTo(1L);
  }

  private void shown(String request, double day, long asOf, String... items) {
    Event.AsOf made = asOf < 0 ? Event.AsOf.UNKNOWN : new Event.AsOf(asOf, Map.of());
    List<Event.Shown> shown =
        Arrays.stream(items).map(id -> new Event.Shown(new ItemId(id), 0, List.of())).toList();
    long at = Math.max(offset, asOf);
    lists.add(
        asOf < 0 ? offset : at,
        new Event.Impression(
            new EventId("i" + offset),
            Logs.at(day),
            ADA,
            new RequestId(request),
            "home",
            Context.NONE,
            shown,
            made),
        found::add);
    offset++;
  }

  private void does(String type, String item, double day, String request) {
    Optional<RequestId> named =
        request.isEmpty() ? Optional.empty() : Optional.of(new RequestId(request));
    lists.add(
        offset,
        new Event.Interaction(
            new EventId("e" + offset),
            Logs.at(day),
            ADA,
            new ItemId(item),
            type,
            1,
            new Context("", "", "", 0, named)),
        found::add);
    offset++;
  }
}
