package io.cairn.benchmarks;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventCodec;
import io.cairn.events.EventLog;
import io.cairn.events.SqliteEventLog;
import io.cairn.events.SqliteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the embedded event log: {@code benchmarks/run log [FOLDER [SECONDS]]}. The folder, by
 * default the working folder, chooses the disk; a new folder in it is used and deleted.
 */
public final class LogBenchmark {
  private static final int WRITERS = 64;

  private final Path folder;
  private final long secondsEach;
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  private LogBenchmark(Path folder, long secondsEach) {
    this.folder = folder;
    this.secondsEach = secondsEach;
  }

  /** Runs the benchmark and prints its figures. */
  public static void main(String[] args) throws Exception {
    Path parent = Path.of(args.length > 0 ? args[0] : ".");
    long seconds = args.length > 1 ? Long.parseLong(args[1]) : 10;
    Path folder = Files.createTempDirectory(parent, "log-benchmark");
    try {
      new LogBenchmark(folder, seconds).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws Exception {
    System.out.println(Machine.describe());
    System.out.println("disk: " + folder.toAbsolutePath() + ", " + Files.getFileStore(folder));
    System.out.println("fsync of 4 KiB: " + fsync());
    System.out.println(
        "events of %d bytes encoded; each figure over %d s after %d s of warm-up"
            .formatted(EventCodec.encode(event()).length, secondsEach, secondsEach / 3));
    try (SqliteFile file = SqliteFile.open(folder.resolve("cairn.db"))) {
      EventLog log = new SqliteEventLog(file);
      report("1 writer, 1 event a call", log, 1, 1);
      report("1 writer, 100 events a call", log, 1, 100);
      report(WRITERS + " writers, 1 event a call", log, WRITERS, 1);
      report(WRITERS + " writers, 4 events a call", log, WRITERS, 4);
      System.out.println("heap in use: " + Machine.heapUsedMib() + " MiB");
    }
    System.out.println("fsync of 4 KiB: " + fsync());
    readBack();
  }

  private Latencies fsync() throws IOException {
    Latencies latencies = new Latencies();
    Path path = folder.resolve("fsync");
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 200; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        latencies.add(System.nanoTime() - start);
      }
    }
    Files.delete(path);
    return latencies;
  }

  private void report(String name, EventLog log, int writers, int batch) throws Exception {
    append(log, writers, batch, secondsEach / 3);
    long before = log.end();
    long start = System.nanoTime();
    Latencies latencies = append(log, writers, batch, secondsEach);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-28s %,9.0f events/s, a call %s%n", name, (log.end() - before) / seconds, latencies);
  }

  private Latencies append(EventLog log, int writers, int batch, long seconds) throws Exception {
    long deadline = System.nanoTime() + seconds * 1_000_000_000;
    Latencies all = new Latencies();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Latencies>> results =
          IntStream.range(0, writers)
              .mapToObj(writer -> threads.submit(() -> appendUntil(deadline, log, batch)))
              .toList();
      for (Future<Latencies> result : results) {
        all.addAll(result.get());
      }
    }
    return all;
  }

  private Latencies appendUntil(long deadline, EventLog log, int batch) {
    Latencies latencies = new Latencies();
    while (System.nanoTime() < deadline) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        events.add(event());
      }
      long start = System.nanoTime();
      log.append(events);
      latencies.add(System.nanoTime() - start);
    }
    return latencies;
  }

  /** Returns an event with a random id and about 300 bytes. */
  private Event event() {
    UUID id;
    synchronized (random) {
      id = new UUID(random.nextLong(), random.nextLong());
    }
    long number = id.getLeastSignificantBits() >>> 40;
    return new Event.Interaction(
        new EventId(id.toString()),
        Instant.ofEpochMilli(1_700_000_000_000L + number),
        new Visitor(
            Optional.of(new UserId("user-" + number)), Optional.of(new SessionId("s-" + id))),
        new ItemId("item-" + (1_000_000 + number % 1_000_000)),
        "view",
        1,
        new Context(
            "phone", PAGE, "Europe/Berlin", 7, Optional.of(new RequestId("request-" + id))));
  }

  private static final String PAGE =
      "https://shop.example/category/outdoor/walking/boots/women?colour=brown&size=39&sort=new-in";

  private void readBack() {
    Path path = folder.resolve("cairn.db");
    long start = System.nanoTime();
    try (SqliteFile file = SqliteFile.open(path)) {
      EventLog log = new SqliteEventLog(file);
      System.out.printf(
          "open a log of %,d events: %.0f ms, %,d MiB on disk%n",
          log.end(), (System.nanoTime() - start) / 1e6, path.toFile().length() >> 20);
      for (int round = 0; round < 3; round++) {
        read("read back, decoded", log.end(), () -> count(log));
      }
      read("read back, rows only", log.end(), () -> countRows(file));
    }
  }

  /** Reads something and returns how many there were. */
  private interface Reading {
    long read();
  }

  private static void read(String name, long expected, Reading reading) {
    long start = System.nanoTime();
    long count = reading.read();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (count != expected) {
      throw new IllegalStateException("read " + count + " of " + expected + " events");
    }
    System.out.printf("%-28s %,9.0f events/s%n", name, count / seconds);
  }

  private static long count(EventLog log) {
    try (Stream<Event> events = log.read(0)) {
      return events.mapToLong(event -> event.id().value().isEmpty() ? 0 : 1).sum();
    }
  }

  private static long countRows(SqliteFile file) {
    return file.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("SELECT event FROM events ORDER BY log_offset")) {
            long count = 0;
            while (rows.next()) {
              count += rows.getBytes(1).length > 0 ? 1 : 0;
            }
            return count;
          }
        });
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
