package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteEventLogTest extends EventLogContract {
  @TempDir private Path folder;
  private @org.jspecify.annotations.Nullable SqliteFile file;

  @Override
  protected EventLog open() {
    return new SqliteEventLog(reopen());
  }

  private SqliteFile reopen() {
    close();
    file = SqliteFile.open(folder.resolve("cairn.db"));
    return file;
  }

  @AfterEach
  void close() {
    if (file != null) {
      file.close();
    }
  }

  @Test
  void open_again_findsEventsAndIds() {
    open().append(events("a", 1200));
    EventLog log = open();
    assertThat(log.end()).isEqualTo(1200);
    assertThat(all(log)).isEqualTo(events("a", 1200));
    assertThat(log.append(List.of(event("a-7"), event("b")))).containsExactly(-1 - 7, 1200);
  }

  @Test
  void append_ofIdsThatAreSavedAlready_findsThem() {
    EventLog log = new SqliteEventLog(reopen(), EventIdHash::of, 100);
    for (int batch = 0; batch < 7; batch++) {
      log.append(events("batch" + batch, 60));
    }
    assertFindsAll(log);
    assertFindsAll(new SqliteEventLog(reopen(), EventIdHash::of, 100));
  }

  @Test
  void append_ofIdsWithTheSameHash_tellsThemApart() {
    EventLog log = new SqliteEventLog(reopen(), id -> id.value().length() % 2, 100);
    for (int batch = 0; batch < 7; batch++) {
      log.append(events("batch" + batch, 60));
    }
    assertFindsAll(log);
    assertThat(log.append(events("fresh", 60))).isSorted().startsWith(420).endsWith(479);
  }

  private static void assertFindsAll(EventLog log) {
    for (int batch = 0; batch < 7; batch++) {
      long first = -1 - 60L * batch;
      assertThat(log.append(events("batch" + batch, 60))).startsWith(first).endsWith(first - 59);
    }
    assertThat(log.end()).isEqualTo(420);
  }

  @Test
  void open_again_whenSomeRangesOfIdsAreSaved_knowsEveryIdOnce() {
    EventLog log = new SqliteEventLog(reopen(), EventIdHash::of, 100);
    log.append(events("a", 400));
    log.append(events("b", 1));
    EventLog again = new SqliteEventLog(reopen(), EventIdHash::of, 100);
    assertThat(again.append(events("a", 400))).startsWith(-1).endsWith(-400);
    assertThat(again.append(events("c", 1))).containsExactly(401);
  }

  @Test
  void append_failingInTheDatabase_failsItsCallerAndLeavesTheLogAsItWas() {
    EventLog log = open();
    log.append(events("a", 3));
    Event notUnicode = new Event.ItemRemoved(new EventId("\uD800"), Instant.EPOCH, new ItemId("i"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(List.of(event("b"), notUnicode)));
    assertThat(log.end()).isEqualTo(3);
    assertThat(log.append(List.of(event("b")))).containsExactly(3);
  }

  @Test
  void openReadOnly_whileAnotherWrites_followsIt() {
    EventLog log = open();
    log.append(events("a", 3));
    try (SqliteFile reading = SqliteFile.openReadOnly(folder.resolve("cairn.db"))) {
      EventLog follower = new SqliteEventLog(reading);
      assertThat(all(follower)).isEqualTo(events("a", 3));
      log.append(events("b", 2));
      assertThat(follower.end()).isEqualTo(5);
      assertThat(follower.append(List.of())).isEmpty();
      assertThatIllegalStateException()
          .isThrownBy(() -> follower.append(events("c", 1)))
          .withMessageContaining("reading only");
    }
    assertThat(log.append(events("c", 1))).containsExactly(5);
  }
}
