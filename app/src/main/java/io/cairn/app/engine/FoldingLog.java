package io.cairn.app.engine;

import io.cairn.core.Event;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureFolder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A log for a large import: rows are folded beside the appends, not after each of them. Whoever
 * imports catches up at the end, and there learns of what went wrong with the rows. For use by one
 * thread.
 */
final class FoldingLog implements EventLog {
  private final EventLog log;
  private final FeatureFolder folder;
  private CompletableFuture<Void> folding = CompletableFuture.completedFuture(null);

  FoldingLog(EventLog log, FeatureFolder folder) {
    this.log = log;
    this.folder = folder;
  }

  @Override
  public long[] append(List<Event> events) {
    long[] offsets = log.append(events);
    List<Event> fresh =
        IntStream.range(0, offsets.length)
            .filter(i -> offsets[i] >= 0)
            .mapToObj(events::get)
            .toList();
    close(); // rows are at most one append behind
    long end = Math.max(0, Arrays.stream(offsets).max().orElse(-1) + 1); // not what others add
    folding = CompletableFuture.runAsync(() -> folder.catchUp(fresh, end));
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

  /** Waits for the folding; what went wrong with it is met again when it is caught up. */
  @Override
  public void close() {
    folding.handle((_, _) -> "").join();
  }
}
