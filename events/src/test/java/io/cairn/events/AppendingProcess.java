package io.cairn.events;

import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Appends without end from several threads and prints {@code OFFSET ID} for each event that was
 * acknowledged; {@link SqliteEventLogFaultTest} kills it.
 */
final class AppendingProcess {
  private static final int WRITERS = 8;

  private AppendingProcess() {}

  public static void main(String[] args) {
    SqliteFile file = SqliteFile.open(Path.of(args[0]));
    EventLog log = new SqliteEventLog(file, EventIdHash::of, 500);
    IntStream.range(0, WRITERS).forEach(writer -> startWriter(log, writer + args[1]));
  }

  private static void startWriter(EventLog log, String writer) {
    Thread.ofPlatform()
        .start(
            () -> {
              for (int call = 0; ; call++) {
                append(log, writer + "-" + call, 1 + call % 3);
              }
            });
  }

  private static void append(EventLog log, String prefix, int count) {
    long[] offsets = log.append(EventLogContract.events(prefix, count));
    for (int i = 0; i < count; i++) {
      System.out.println(offsets[i] + " " + prefix + "-" + i);
    }
  }
}
