package io.cairn.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link FeatureStore} does. A row is told from others by the version put into it. */
public abstract class FeatureStoreContract {
  /** Some keys of each kind, of any Unicode; the same id in each kind is another entity. */
  protected static final List<EntityKey> KEYS =
      IntStream.range(0, 10)
          .mapToObj(number -> "né 🪨/\u0000'%" + number)
          .flatMap(
              id ->
                  List.of(
                      EntityKey.of(new UserId(id)),
                      EntityKey.of(new SessionId(id)),
                      EntityKey.of(new ItemId(id)))
                      .stream())
          .toList();

  /** Keys between those. */
  private static final List<EntityKey> COMERS =
      KEYS.stream().map(key -> new EntityKey(key.kind(), key.id() + "!")).toList();

  /** For subclasses. */
  protected FeatureStoreContract() {}

  /** Returns a new store without rows. */
  protected abstract FeatureStore open();

  /** Returns a row from which {@link #version} reads the version. */
  protected static Row row(long version) {
    return new Row(new State[] {null, new Decayed(1, version)});
  }

  /** Returns the version of a row. */
  protected static long version(Row row) {
    return row.state(1, Decayed.ZERO).timeMillis();
  }

  /** Returns a row of the version for each key. */
  protected static Map<EntityKey, Row> rows(List<EntityKey> keys, long version) {
    Map<EntityKey, Row> rows = new HashMap<>();
    keys.forEach(key -> rows.put(key, row(version)));
    return rows;
  }

  /** Returns the versions of the rows that the store has for the keys. */
  protected static Map<EntityKey, Long> versions(FeatureStore store, List<EntityKey> keys) {
    return versions(store.get(keys));
  }

  private static Map<EntityKey, Long> versions(Map<EntityKey, Row> rows) {
    Map<EntityKey, Long> versions = new HashMap<>();
    rows.forEach((key, row) -> versions.put(key, version(row)));
    return versions;
  }

  @Test
  void newStore_isEmptyAtOffsetZero() {
    try (FeatureStore store = open()) {
      assertThat(store.offset()).isZero();
      assertThat(store.get(KEYS)).isEmpty();
      assertThat(store.get(List.of())).isEmpty();
    }
  }

  @Test
  void put_isVisibleAtOnce_withTheOffset() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 10);
      assertThat(versions(store, KEYS)).isEqualTo(versions(rows(KEYS, 1)));
      assertThat(store.offset()).isEqualTo(10);
      store.put(rows(KEYS.subList(0, 5), 2), 20);
      assertThat(versions(store, KEYS.subList(0, 5))).hasSize(5).containsValue(2L);
      assertThat(versions(store, KEYS.subList(5, 30))).hasSize(25).doesNotContainValue(2L);
      assertThat(store.offset()).isEqualTo(20);
    }
  }

  @Test
  void put_withoutRows_movesTheOffset() {
    try (FeatureStore store = open()) {
      store.put(Map.of(), 7);
      store.flush();
      assertThat(store.offset()).isEqualTo(7);
    }
  }

  @Test
  void get_returnsOnlyRowsThatExist_onceEach() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS.subList(0, 3), 1), 1);
      List<EntityKey> twice = new ArrayList<>(KEYS);
      twice.addAll(KEYS);
      assertThat(store.get(twice)).containsOnlyKeys(KEYS.subList(0, 3));
    }
  }

  @Test
  void put_emptyRow_removes_beforeAndAfterFlush() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 1);
      store.put(empty(KEYS.subList(0, 6)), 2);
      assertThat(store.get(KEYS)).containsOnlyKeys(KEYS.subList(6, 30));
      store.flush();
      assertThat(store.get(KEYS)).containsOnlyKeys(KEYS.subList(6, 30));
      store.put(empty(KEYS.subList(6, 30)), 3);
      assertThat(store.get(KEYS)).isEmpty();
      store.flush();
      assertThat(store.get(KEYS)).isEmpty();
      store.put(rows(KEYS, 2), 4);
      assertThat(store.get(KEYS)).hasSize(30);
    }
  }

  /** Returns rows that remove those of the keys. */
  protected static Map<EntityKey, Row> empty(List<EntityKey> keys) {
    Map<EntityKey, Row> rows = new HashMap<>();
    keys.forEach(key -> rows.put(key, Row.EMPTY));
    return rows;
  }

  @Test
  void scan_showsEachRowOfTheKindOnce_inItsLastVersion() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 1);
      store.flush();
      store.put(rows(KEYS.subList(0, 12), 2), 2);
      store.put(empty(KEYS.subList(12, 18)), 3);
      for (EntityKey.Kind kind : EntityKey.Kind.values()) {
        List<EntityKey> seen = new ArrayList<>();
        store.scan(
            kind,
            (key, row) -> {
              seen.add(key);
              assertThat(version(row)).isEqualTo(KEYS.indexOf(key) < 12 ? 2 : 1);
            });
        assertThat(seen)
            .containsExactlyInAnyOrderElementsOf(
                KEYS.stream()
                    .filter(key -> key.kind() == kind)
                    .filter(key -> KEYS.indexOf(key) < 12 || KEYS.indexOf(key) >= 18)
                    .toList());
      }
    }
  }

  @Test
  void scan_saysAsOfWhichOffset_unlessAPutCameBetween() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 7);
      for (EntityKey.Kind kind : EntityKey.Kind.values()) {
        assertThat(store.scan(kind, (_, _) -> {})).isEqualTo(7);
      }
      List<Long> seen = new ArrayList<>();
      long offset =
          store.scan(
              EntityKey.Kind.ITEM,
              (_, row) -> {
                seen.add(version(row));
                store.put(rows(KEYS, 2), 8);
              });
      assertThat(offset).isIn(-1L, 7L);
      assertThat(offset == 7 ? seen : List.of(1L)).containsOnly(1L);
      assertThat(store.scan(EntityKey.Kind.ITEM, (_, _) -> {})).isEqualTo(8);
    }
  }

  @Test
  void keys_pageThroughTheRowsThatAreThere_inTheOrderOfUtf8() {
    List<String> ids =
        List.of(
            "\u0001", "10", "9", "a", "a\u0000", "a/b", "ab", "z", "ü", "\uD7FF", "\uFFFF", "🎬",
            "🪨");
    List<EntityKey> users = ids.stream().map(id -> EntityKey.of(new UserId(id))).toList();
    List<EntityKey> gone =
        Stream.of("0", "9a", "aa", "\uE000", "🎬🎬", "🪨🪨")
            .map(id -> EntityKey.of(new UserId(id)))
            .toList();
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 1);
      store.put(rows(gone, 1), 2);
      store.put(rows(List.of(users.get(1), users.get(5), users.get(11)), 1), 3);
      store.put(empty(KEYS), 4);
      store.flush();
      store.put(empty(gone), 5);
      store.put(rows(users.subList(2, 13), 2), 6);
      store.put(rows(users.subList(0, 1), 2), 7);
      for (int limit = 1; limit <= 14; limit++) {
        assertThat(walk(store, EntityKey.Kind.USER, limit)).isEqualTo(users);
      }
      assertThat(store.keys(EntityKey.Kind.USER, "9z", 2)).isEqualTo(users.subList(3, 5));
      assertThat(store.keys(EntityKey.Kind.USER, "🪨", 2)).isEmpty();
      assertThat(store.keys(EntityKey.Kind.ITEM, "", 2)).isEmpty();
      assertThat(store.keys(EntityKey.Kind.SESSION, "", 2)).isEmpty();
    }
  }

  private static List<EntityKey> walk(FeatureStore store, EntityKey.Kind kind, int limit) {
    List<EntityKey> seen = new ArrayList<>();
    List<EntityKey> page = store.keys(kind, "", limit);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(limit);
      seen.addAll(page);
      page = page.size() < limit ? List.of() : store.keys(kind, page.getLast().id(), limit);
    }
    return seen;
  }

  @Test
  void scan_ofManyRows_showsEachOnceInOrder() {
    List<EntityKey> sessions =
        IntStream.range(0, 2_500)
            .mapToObj(number -> EntityKey.of(new SessionId("session-" + (10_000 + number))))
            .toList();
    try (FeatureStore store = open()) {
      store.put(rows(sessions, 1), 1);
      List<EntityKey> seen = new ArrayList<>();
      store.scan(EntityKey.Kind.SESSION, (key, _) -> seen.add(key));
      assertThat(seen).isEqualTo(sessions);
    }
  }

  @Test
  void keys_whileOneWrites_missAndRepeatNoneThatIsThereAllTheWhile() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (FeatureStore store = open();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      store.put(rows(KEYS, 1), 1);
      List<Future<Long>> readers = new ArrayList<>();
      for (EntityKey.Kind kind : List.of(EntityKey.Kind.USER, EntityKey.Kind.ITEM)) {
        readers.add(threads.submit(() -> walkUntil(done, store, kind)));
      }
      try {
        for (long version = 2; version <= 400; version++) {
          store.put(version % 2 == 0 ? rows(COMERS, version) : empty(COMERS), version);
          store.put(rows(KEYS.subList((int) version % 15, 20), version), version);
          if (version % 3 == 0) {
            store.flush();
          }
        }
      } finally {
        done.set(true);
      }
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  /** Pages through the rows again and again. */
  private static long walkUntil(AtomicBoolean done, FeatureStore store, EntityKey.Kind kind) {
    long walks = 0;
    do {
      List<EntityKey> seen = walk(store, kind, 3);
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(seen).containsAll(KEYS.stream().filter(key -> key.kind() == kind).toList());
      walks++;
    } while (!done.get());
    return walks;
  }

  @Test
  void get_whileOneWrites_neverGoesBack() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (FeatureStore store = open();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      store.put(rows(KEYS, 1), 1);
      List<Future<Long>> readers = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        readers.add(threads.submit(() -> readUntil(done, store)));
      }
      try {
        for (long version = 2; version <= 400; version++) {
          store.put(rows(KEYS, version), version);
          assertThat(versions(store, KEYS)).isEqualTo(versions(rows(KEYS, version)));
          if (version % 7 == 0) {
            store.flush();
          }
        }
      } finally {
        done.set(true);
      }
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(versions(store, KEYS)).isEqualTo(versions(rows(KEYS, 400)));
    }
  }

  /** Reads on; a row never gets older, and is never older than the offset read before it. */
  private static long readUntil(AtomicBoolean done, FeatureStore store) {
    Map<EntityKey, Long> last = new HashMap<>();
    long reads = 0;
    do {
      long offset = store.offset();
      Map<EntityKey, Long> now = versions(store, KEYS);
      assertThat(now).hasSize(30);
      now.forEach(
          (key, version) -> {
            assertThat(version).isGreaterThanOrEqualTo(offset);
            assertThat(version).isGreaterThanOrEqualTo(last.getOrDefault(key, 0L));
          });
      last.putAll(now);
      reads++;
    } while (!done.get());
    return reads;
  }

  @Test
  void read_returnsTheRowsAndTheirOffset() {
    try (FeatureStore store = open()) {
      assertThat(store.read(KEYS)).isEqualTo(new RowsAsOf(Map.of(), 0));
      store.put(rows(KEYS.subList(0, 3), 5), 5);
      assertThat(store.read(KEYS).rows()).isEqualTo(store.get(KEYS)).hasSize(3);
      assertThat(store.read(KEYS).offset()).isEqualTo(5);
      assertThat(store.read(List.of())).isEqualTo(new RowsAsOf(Map.of(), 5));
    }
  }

  @Test
  void get_putAndFlushComeBetween_isAsOfOneOffset() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 1);
      store.flush();
      assertUniform(versions(store, keysThatPut(store, 2)));
    }
  }

  @Test
  void read_putAndFlushComeBetween_isAsOfOneOffset() {
    try (FeatureStore store = open()) {
      store.put(rows(KEYS, 1), 1);
      store.flush();
      assertAsOfOneOffset(store.read(keysThatPut(store, 2)));
    }
  }

  /** Returns the keys; who goes through them finds the rows replaced halfway, the first time. */
  private static List<EntityKey> keysThatPut(FeatureStore store, long version) {
    AtomicBoolean isPut = new AtomicBoolean();
    return new AbstractList<>() {
      @Override
      public EntityKey get(int index) {
        if (index == KEYS.size() / 2 && !isPut.getAndSet(true)) {
          inAnotherThread(
              () -> {
                store.put(rows(KEYS, version), version);
                store.flush();
              });
        }
        return KEYS.get(index);
      }

      @Override
      public int size() {
        return KEYS.size();
      }
    };
  }

  /** Waits for the work, unless it waits for the caller itself. */
  private static void inAnotherThread(Runnable work) {
    CompletableFuture.runAsync(work).completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
  }

  private static void assertUniform(Map<EntityKey, Long> versions) {
    assertThat(versions).hasSize(KEYS.size());
    assertThat(Set.copyOf(versions.values())).hasSize(1);
  }

  private static void assertAsOfOneOffset(RowsAsOf read) {
    assertUniform(versions(read.rows()));
    assertThat(versions(read.rows())).containsValue(read.offset());
  }

  @Test
  void read_whileOneWrites_isAsOfOneOffset() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (FeatureStore store = open();
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      store.put(rows(KEYS, 1), 1);
      List<Future<Long>> readers = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        readers.add(threads.submit(() -> readAsOfUntil(done, store)));
      }
      try {
        for (long version = 2; version <= 2_000; version++) {
          store.put(rows(KEYS, version), version);
          if (version % 50 == 0) {
            store.flush();
          }
        }
      } finally {
        done.set(true);
      }
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(store.read(KEYS).offset()).isEqualTo(2_000);
    }
  }

  /** Reads on; rows are as of the offset that is read with them, and it never goes back. */
  private static long readAsOfUntil(AtomicBoolean done, FeatureStore store) {
    long reads = 0;
    long last = 0;
    do {
      RowsAsOf read = store.read(KEYS);
      assertAsOfOneOffset(read);
      assertThat(read.offset()).isGreaterThanOrEqualTo(last);
      last = read.offset();
      reads++;
    } while (!done.get());
    return reads;
  }
}
