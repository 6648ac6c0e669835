package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OccurrencesTest {
  private final Occurrences occurrences = new Occurrences();

  @Test
  void distinct_sameRowAtOneMoment_isNumbered() {
    assertThat(id("a", 1)).isEqualTo("a");
    assertThat(id("b", 1)).isEqualTo("b");
    assertThat(id("a", 1)).isEqualTo("a-1");
    assertThat(id("a", 1)).isEqualTo("a-2");
    assertThat(id("a", 2)).isEqualTo("a");
  }

  @Test
  void distinct_manyRows_allDiffer() {
    Set<String> ids = new HashSet<>();
    for (int row = 0; row < 3000; row++) {
      ids.add(id("row" + row % 1000, 1));
    }
    assertThat(ids).hasSize(3000).contains("row0", "row999-1", "row500-2");
  }

  private String id(String id, int second) {
    Event event =
        new Event.Interaction(
            new EventId(id),
            Instant.ofEpochSecond(second),
            Visitor.of(new UserId("u")),
            new ItemId("i"),
            "view",
            1,
            Context.NONE);
    return occurrences.distinct(event).id().value();
  }
}
