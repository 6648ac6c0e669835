package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.app.config.Configuration;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FoldingLogTest {
  private final FeatureSet features = Configuration.defaults().engine().featureSet();
  private final FeatureStore store = new MemoryFeatureStore();

  @Test
  void append_whileOthersAppendAndFold_foldsEveryEventOnce() {
    BusyLog busy = new BusyLog();
    FeatureFolder folder = new FeatureFolder(features, store, busy);
    busy.between = () -> folder.catchUp(Progress.NONE);
    try (FoldingLog log = new FoldingLog(busy, folder)) {
      log.append(List.of(view("1", "a")));
      log.append(List.of(view("2", "a"), view("1", "a")));
      log.append(List.of(view("1", "a")));
    }
    folder.catchUp(Progress.NONE);
    assertThat(counts("a")).isEqualTo(Map.of("view", 2L));
    assertThat(counts("other")).isEqualTo(Map.of("view", 2L));
  }

  private Map<String, Long> counts(String item) {
    EntityKey key = EntityKey.of(new ItemId(item));
    return features.counts(store.get(List.of(key)).getOrDefault(key, Row.EMPTY));
  }

  private static Event view(String id, String item) {
    return new Event.Interaction(
        new EventId(id),
        Instant.EPOCH,
        Visitor.of(new UserId("u")),
        new ItemId(item),
        "view",
        1,
        Context.NONE);
  }

  /** A log to which somebody else appends as much right after every append, folding in between. */
  private static final class BusyLog implements EventLog {
    private final EventLog log = new MemoryEventLog();
    private Runnable between = () -> {};

    @Override
    public long[] append(List<Event> events) {
      long[] offsets = log.append(events);
      between.run();
      for (long offset : offsets) {
        if (offset >= 0) {
          log.append(List.of(view("other-" + offset, "other")));
        }
      }
      return offsets;
    }

    @Override
    public Stream<Event> read(long offset) {
      return log.read(offset);
    }

    @Override
    public long end() {
      return log.end();
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
