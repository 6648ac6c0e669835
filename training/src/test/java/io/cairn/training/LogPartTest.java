package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.MemoryEventLog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LogPartTest {
  private final EventLog log = new MemoryEventLog();

  @Test
  void of_keepsWhatIsPart_underOffsetsOfItsOwn() {
    log.append(List.of(view("a", "ada"), view("b", "bob"), view("c", "ada"), view("d", "bob")));
    EventLog part = ofAda();
    assertThat(part.end()).isEqualTo(2);
    assertThat(items(part, 0)).containsExactly("a", "c");
    assertThat(items(part, 1)).containsExactly("c");
    log.append(List.of(view("e", "ada")));
    assertThat(items(part, 0)).as("what is written later").containsExactly("a", "c");
  }

  @Test
  void of_aList_saysHowMuchOfThePartItsRowsHadSeen() {
    log.append(List.of(view("a", "ada"), view("b", "bob"), view("c", "ada"), shown(2), shown(3)));
    try (Stream<Event> events = ofAda().read(0)) {
      assertThat(events.filter(Event.Impression.class::isInstance))
          .extracting(event -> ((Event.Impression) event).asOf().offset())
          .containsExactly(1L, 2L);
    }
  }

  @Test
  void upTo_leavesOutWhatFollows() {
    log.append(List.of(view("a", "ada"), view("b", "bob"), view("c", "ada")));
    EventLog part = LogPart.upTo(log, 2);
    assertThat(items(part, 0)).containsExactly("a", "b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> part.read(3))
        .withMessage("offset must be in [0, 2], was 3");
    assertThatThrownBy(() -> part.append(List.of()))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private EventLog ofAda() {
    return LogPart.of(
        log,
        event ->
            !(event instanceof Event.Interaction i)
                || i.visitor().equals(Visitor.of(new UserId("ada"))));
  }

  private static List<String> items(EventLog part, long offset) {
    try (Stream<Event> events = part.read(offset)) {
      return events.map(event -> ((Event.Interaction) event).item().value()).toList();
    }
  }

  private static Event view(String item, String user) {
    return new Event.Interaction(
        new EventId(item),
        Logs.at(0),
        Visitor.of(new UserId(user)),
        new ItemId(item),
        "view",
        1,
        Context.NONE);
  }

  private static Event shown(long asOf) {
    return new Event.Impression(
        new EventId("list-" + asOf),
        Logs.at(1),
        Visitor.of(new UserId("ada")),
        new RequestId("list-" + asOf),
        "home",
        Context.NONE,
        List.of(new Event.Shown(new ItemId("a"), 0, List.of())),
        new Event.AsOf(asOf, Map.of()));
  }
}
