package io.cairn.events;

import io.cairn.core.Event;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of events by time in bounded memory: an external merge sort. At the same time,
 * users and items come before impressions, those before interactions, and else what was added first
 * comes first. For use by one thread.
 *
 * <p>When the events in memory become too many or too large, they are written, sorted, to a file in
 * the temporary folder; closing deletes it.
 */
final class EventSorter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int DERIVED = 0x80;
  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::time)
          .thenComparingInt(Entry::rank)
          .thenComparingLong(Entry::sequence);

  /** Takes the sorted events. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes the next event.
     *
     * @param derived what was said of it when it was added
     */
    void take(Event event, boolean derived);
  }

  @SuppressWarnings("ArrayRecordComponent") // bytes on their way; identity is never compared
  private record Entry(long time, int rank, long sequence, boolean derived, byte[] bytes) {}

  private final int countMax;
  private final long bytesMax;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private long bytes;
  private long sequence;

  /**
   * Makes an empty sorter.
   *
   * @param countMax the most events in memory, at least 1
   * @param bytesMax the most encoded bytes in memory, but for one event
   */
  EventSorter(int countMax, long bytesMax) {
    this.countMax = countMax;
    this.bytesMax = bytesMax;
  }

  /**
   * Adds an event.
   *
   * @param derived a mark that comes back with the event
   */
  void add(Event event, boolean derived) {
    byte[] encoded = EventCodec.encode(event);
    long time = event.time().toEpochMilli();
    entries.add(new Entry(time, rank(event), sequence++, derived, encoded));
    bytes += encoded.length;
    if (entries.size() >= countMax || bytes >= bytesMax) {
      spill();
    }
  }

  /** Returns how many events were added. */
  long size() {
    return sequence;
  }

  /** Gives every event, in order. */
  void drain(Taker taker) {
    entries.sort(ORDER);
    PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
    try {
      for (Path run : runs) {
        enqueue(queue, new Run(run));
      }
      enqueue(queue, new Run(entries));
      while (!queue.isEmpty()) {
        Run run = queue.remove();
        Entry entry = run.head();
        taker.take(EventCodec.decode(entry.bytes()), entry.derived());
        enqueue(queue, run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read back sorted events: " + e.getMessage(), e);
    } finally {
      queue.forEach(Run::close);
    }
  }

  @Override
  public void close() {
    for (Path run : runs) {
      try {
        Files.deleteIfExists(run);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + run + ": " + e.getMessage(), e);
      }
    }
  }

  private static int rank(Event event) {
    return switch (event) {
      case Event.UserUpdated _ -> 0;
      case Event.ItemUpdated _ -> 1;
      case Event.Impression _ -> 2;
      case Event.Interaction _, Event.ItemRemoved _, Event.UserRemoved _ -> 3;
    };
  }

  private static void enqueue(PriorityQueue<Run> queue, Run run) throws IOException {
    if (run.next()) {
      queue.add(run);
    }
  }

  private void spill() {
    entries.sort(ORDER);
    try {
      Path run = Files.createTempFile("cairn-sort-", ".run");
      runs.add(run);
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(run), BUFFER_BYTES))) {
        for (Entry entry : entries) {
          write(entry, out);
        }
      }
    } catch (IOException e) {
      String where = System.getProperty("java.io.tmpdir", "the temporary folder");
      String remedy = "free some space there, or name another folder with -Djava.io.tmpdir";
      throw new UncheckedIOException(
          "cannot sort events in %s: %s; %s".formatted(where, e.getMessage(), remedy), e);
    }
    entries.clear();
    bytes = 0;
  }

  private static void write(Entry entry, DataOutputStream out) throws IOException {
    out.writeLong(entry.time());
    out.writeByte(entry.rank() | (entry.derived() ? DERIVED : 0));
    out.writeLong(entry.sequence());
    out.writeInt(entry.bytes().length);
    out.write(entry.bytes());
  }

  private static Entry read(DataInputStream in, long time) throws IOException {
    int mark = in.readUnsignedByte();
    long sequence = in.readLong();
    byte[] encoded = in.readNBytes(in.readInt());
    return new Entry(time, mark & ~DERIVED, sequence, (mark & DERIVED) != 0, encoded);
  }

  /** Sorted entries of a file or of the memory, and the one that is next. */
  private static final class Run {
    private final List<Entry> entries;
    private final @Nullable DataInputStream in;
    private int at;
    private @Nullable Entry head;

    Run(Path file) throws IOException {
      entries = List.of();
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    }

    Run(List<Entry> entries) {
      this.entries = entries;
      in = null;
    }

    Entry head() {
      if (head == null) {
        throw new IllegalStateException("the run has ended");
      }
      return head;
    }

    boolean next() throws IOException {
      head = in == null ? nextInMemory() : nextInFile(in);
      return head != null;
    }

    private @Nullable Entry nextInMemory() {
      return at < entries.size() ? entries.get(at++) : null;
    }

    private @Nullable Entry nextInFile(DataInputStream file) throws IOException {
      long time;
      try {
        time = file.readLong();
      } catch (EOFException _) {
        file.close();
        return null;
      }
      return read(file, time);
    }

    void close() {
      try {
        if (in != null) {
          in.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
