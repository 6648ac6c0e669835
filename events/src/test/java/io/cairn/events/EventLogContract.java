package io.cairn.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every event log must do; the test of each backend extends it. */
public abstract class EventLogContract {
  private static final int WRITERS = 16;

  /** Returns a new, empty log. */
  protected abstract EventLog open();

  /** Returns an event with this id. */
  protected static Event event(String id) {
    return new Event.ItemRemoved(new EventId(id), Instant.EPOCH, new ItemId("item of " + id));
  }

  /** Returns {@code count} events with the ids {@code prefix-0}, {@code prefix-1} and so on. */
  protected static List<Event> events(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> event(prefix + "-" + i)).toList();
  }

  /** Returns all events of the log. */
  protected static List<Event> all(EventLog log) {
    try (Stream<Event> events = log.read(0)) {
      return events.toList();
    }
  }

  @Test
  void append_returnsConsecutiveOffsetsFromZero() {
    try (EventLog log = open()) {
      assertThat(log.end()).isZero();
      assertThat(log.append(List.of(event("a")))).containsExactly(0);
      assertThat(log.append(List.of(event("b"), event("c")))).containsExactly(1, 2);
      assertThat(log.end()).isEqualTo(3);
    }
  }

  @Test
  void append_ofNothing_changesNothing() {
    try (EventLog log = open()) {
      assertThat(log.append(List.of())).isEmpty();
      assertThat(log.end()).isZero();
    }
  }

  @Test
  void append_ofKnownIds_pointsAtTheEarlierEvents() {
    try (EventLog log = open()) {
      log.append(events("a", 3));
      assertThat(log.append(List.of(event("a-2"), event("new"), event("a-0"))))
          .containsExactly(-1 - 2, 3, -1 - 0);
      assertThat(log.end()).isEqualTo(4);
    }
  }

  @Test
  void append_ofAnIdTwiceInOneCall_keepsTheFirst() {
    Event first = event("same");
    Event second = new Event.ItemRemoved(first.id(), Instant.EPOCH, new ItemId("another"));
    try (EventLog log = open()) {
      assertThat(log.append(List.of(event("x"), first, second))).containsExactly(0, 1, -1 - 1);
      assertThat(all(log)).containsExactly(event("x"), first);
    }
  }

  @Test
  void append_ofARefusedEvent_appendsNoneOfTheCall() {
    List<Event> withNull = new ArrayList<>(events("a", 3));
    withNull.add(null);
    try (EventLog log = open()) {
      try {
        log.append(withNull);
      } catch (RuntimeException refused) {
        assertThat(log.end()).isZero();
        assertThat(log.append(events("a", 3))).containsExactly(0, 1, 2);
        return;
      }
      throw new AssertionError("null was appended");
    }
  }

  @Test
  void read_returnsEventsFromTheOffsetInOrder() {
    List<Event> events = events("a", 2500);
    try (EventLog log = open()) {
      log.append(events.subList(0, 700));
      log.append(events.subList(700, 2500));
      for (int offset : new int[] {0, 1, 699, 700, 1000, 2499, 2500}) {
        try (Stream<Event> read = log.read(offset)) {
          assertThat(read.toList()).isEqualTo(events.subList(offset, 2500));
        }
      }
    }
  }

  @Test
  void read_outsideOfTheLog_isRefused() {
    try (EventLog log = open()) {
      log.append(events("a", 2));
      for (long offset : new long[] {-1, 3, Long.MIN_VALUE, Long.MAX_VALUE}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> log.read(offset).close())
            .withMessage("offset " + offset + " is not in [0, 2]");
      }
    }
  }

  @Test
  void read_endsWhereTheLogEndedAtTheCall() {
    try (EventLog log = open()) {
      log.append(events("a", 1500));
      try (Stream<Event> read = log.read(0)) {
        Iterator<Event> events = read.iterator();
        assertThat(events.next()).isEqualTo(event("a-0"));
        log.append(events("b", 1500));
        List<Event> rest = new ArrayList<>();
        events.forEachRemaining(rest::add);
        assertThat(rest).isEqualTo(events("a", 1500).subList(1, 1500));
      }
    }
  }

  @Test
  void read_leftInTheMiddle_disturbsNobody() {
    try (EventLog log = open()) {
      log.append(events("a", 3000));
      try (Stream<Event> read = log.read(0)) {
        assertThat(read.iterator().next()).isEqualTo(event("a-0"));
      }
      assertThat(log.append(List.of(event("b")))).containsExactly(3000);
      assertThat(all(log)).hasSize(3001);
    }
  }

  @Test
  void append_byManyThreads_keepsEveryCallTogether() throws Exception {
    int calls = 40;
    try (EventLog log = open()) {
      List<List<long[]>> offsets =
          concurrently(
              writer -> {
                List<long[]> mine = new ArrayList<>();
                for (int call = 0; call < calls; call++) {
                  mine.add(log.append(events("w" + writer + "-" + call, 1 + call % 3)));
                }
                return mine;
              });
      List<Event> all = all(log);
      for (int writer = 0; writer < WRITERS; writer++) {
        for (int call = 0; call < calls; call++) {
          long[] written = offsets.get(writer).get(call);
          long first = written[0];
          assertThat(written).isEqualTo(LongStream.range(first, first + 1 + call % 3).toArray());
          assertThat(all.subList((int) first, (int) first + written.length))
              .isEqualTo(events("w" + writer + "-" + call, 1 + call % 3));
        }
        assertThat(offsets.get(writer)).isSortedAccordingTo((a, b) -> Long.compare(a[0], b[0]));
      }
      int perWriter = IntStream.range(0, calls).map(call -> 1 + call % 3).sum();
      assertThat(all).hasSize(WRITERS * perWriter);
    }
  }

  @Test
  void append_ofTheSameIdsByManyThreads_writesEachOnce() throws Exception {
    List<Event> same = events("same", 300);
    try (EventLog log = open()) {
      List<List<Long>> offsets =
          concurrently(
              writer -> {
                List<Long> mine = new ArrayList<>();
                for (int from = 0; from < same.size(); from += 3) {
                  LongStream.of(log.append(same.subList(from, from + 3))).forEach(mine::add);
                }
                return mine;
              });
      assertThat(all(log)).containsExactlyInAnyOrderElementsOf(same);
      List<Long> winners =
          offsets.stream().flatMap(List::stream).filter(offset -> offset >= 0).sorted().toList();
      assertThat(winners).isEqualTo(LongStream.range(0, 300).boxed().toList());
      Set<List<Long>> places =
          offsets.stream()
              .map(mine -> mine.stream().map(o -> o >= 0 ? o : -1 - o).toList())
              .collect(Collectors.toSet());
      assertThat(places).hasSize(1);
    }
  }

  @Test
  void read_whileOthersAppend_seesAPrefix() throws Exception {
    try (EventLog log = open()) {
      concurrently(
          writer -> {
            for (int i = 0; i < 30; i++) {
              long[] written = log.append(List.of(event("w" + writer + "-" + i)));
              List<Event> seen = all(log);
              assertThat(seen).hasSizeGreaterThan((int) written[0]);
              assertThat(seen.get((int) written[0])).isEqualTo(event("w" + writer + "-" + i));
            }
            return writer;
          });
      assertThat(log.end()).isEqualTo(30L * WRITERS);
    }
  }

  /** What each writer does, by its number from 0. */
  private interface Writer<T> {
    T write(int writer) throws Exception;
  }

  private static <T> List<T> concurrently(Writer<T> work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        calls.add(() -> work.write(writer));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
