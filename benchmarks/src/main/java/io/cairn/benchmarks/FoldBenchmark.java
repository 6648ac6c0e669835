package io.cairn.benchmarks;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.SqliteEventLog;
import io.cairn.events.SqliteFile;
import io.cairn.features.Aggregate;
import io.cairn.features.CountFeature;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.FeatureStore;
import io.cairn.features.ItemFeature;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Row;
import io.cairn.features.Situation;
import io.cairn.features.SqliteFeatureStore;
import io.cairn.features.TasteFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures reading the log back and folding it into rows, and reading rows: {@code benchmarks/run
 * fold [FOLDER [INTERACTIONS]]}. The folder, by default the working folder, chooses the disk; a new
 * folder in it is used and deleted.
 */
public final class FoldBenchmark {
  private static final int ROUNDS = 4;
  private static final int CANDIDATES = 500;
  private static final int READS = 5_000;
  private static final long CACHE_BYTES = 256L << 20;

  private final Path folder;
  private final ShopEvents shop = new ShopEvents(RandomGenerator.of("L64X128MixRandom"));
  private final int interactions;

  private FoldBenchmark(Path folder, int interactions) {
    this.folder = folder;
    this.interactions = interactions;
  }

  /** Runs the benchmark and prints its figures. */
  public static void main(String[] args) throws IOException {
    Path parent = Path.of(args.length > 0 ? args[0] : ".");
    int interactions = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    Path folder = Files.createTempDirectory(parent, "fold-benchmark");
    try {
      new FoldBenchmark(folder, interactions).run();
    } finally {
      delete(folder);
    }
  }

  private void run() {
    System.out.println(Machine.describe());
    System.out.printf(
        "%,d interactions, %,d users, %,d items%n",
        interactions, ShopEvents.USERS, ShopEvents.ITEMS);
    try (SqliteFile file = SqliteFile.open(folder.resolve("cairn.db"))) {
      SqliteEventLog log = new SqliteEventLog(file);
      fill(log);
      for (int round = 1; round <= ROUNDS; round++) {
        report(round, "read back", log, () -> readBack(log));
        report(round, "read back and fold into memory", log, () -> foldIntoMemory(log));
        report(round, "read back and fold into SQLite", log, () -> foldIntoSqlite(log, file));
      }
      readRows(file);
    }
  }

  private void fill(EventLog log) {
    log.append(shop.catalogue());
    for (int written = 0; written < interactions; written += 10_000) {
      log.append(shop.interactions(Math.min(10_000, interactions - written)));
    }
  }

  private static void report(int round, String name, EventLog log, Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuStart = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e9;
    System.out.printf(
        "round %d, %-32s %,9.0f events/s, %,9.0f for each second of the thread's CPU time%n",
        round, name, log.end() / seconds, log.end() / cpuSeconds);
  }

  private static void readBack(EventLog log) {
    try (Stream<Event> events = log.read(0)) {
      if (events.mapToLong(event -> event.time().toEpochMilli()).max().orElse(0) == 0) {
        throw new IllegalStateException("the log is empty");
      }
    }
  }

  private static void foldIntoMemory(EventLog log) {
    new FeatureFolder(features(30), new MemoryFeatureStore(), log).catchUp(Progress.NONE);
  }

  private static void foldIntoSqlite(EventLog log, SqliteFile file) {
    new SqliteFeatureStore(file, "none", CACHE_BYTES).close(); // another schema clears the rows
    try (FeatureStore store = new SqliteFeatureStore(file, features(30).schema(), CACHE_BYTES)) {
      new FeatureFolder(features(30), store, log).catchUp(Progress.NONE);
    }
  }

  private void readRows(SqliteFile file) {
    FeatureSet features = features(30);
    try (FeatureStore store = new SqliteFeatureStore(file, features.schema(), CACHE_BYTES)) {
      System.out.println("heap in use with the rows of items: " + Machine.heapUsedMib() + " MiB");
      List<EntityKey> users = keys(ShopEvents.USERS, i -> EntityKey.of(ShopEvents.user(i)));
      report("a user's row from SQLite", users.size(), i -> store.get(users.subList(i, i + 1)));
      report("a user's row from the cache", users.size(), i -> store.get(users.subList(i, i + 1)));
      List<ItemId> items = shop.candidates(CANDIDATES);
      FeatureReader reader = new FeatureReader(features, store);
      Situation.Occasion occasion =
          new Situation.Occasion(
              Visitor.of(ShopEvents.user(0)), "home", Context.NONE, Instant.EPOCH, 0);
      List<Candidate> candidates =
          items.stream().map(item -> new Candidate(item, List.of(), 0)).toList();
      report(CANDIDATES + " rows of items", READS, _ -> rows(store, items));
      report(
          CANDIDATES + " rows of items and " + features.columns().size() + " features of each",
          READS,
          _ -> reader.read(occasion, candidates, Map.of()));
      System.out.println("heap in use with all rows: " + Machine.heapUsedMib() + " MiB");
    }
  }

  private static List<EntityKey> keys(int count, IntFunction<EntityKey> key) {
    return IntStream.range(0, count).mapToObj(key).toList();
  }

  private static List<Row> rows(FeatureStore store, List<ItemId> items) {
    List<EntityKey> keys = new ArrayList<>(items.size());
    for (ItemId item : items) {
      keys.add(EntityKey.of(item));
    }
    Map<EntityKey, Row> rows = store.get(keys);
    List<Row> found = new ArrayList<>(items.size());
    for (EntityKey key : keys) {
      found.add(rows.getOrDefault(key, Row.EMPTY));
    }
    return found;
  }

  private static void report(String name, int calls, IntFunction<Object> call) {
    Latencies latencies = new Latencies();
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      if (call.apply(i) == null) {
        throw new IllegalStateException("nothing was read");
      }
      latencies.add(System.nanoTime() - start);
    }
    System.out.printf(
        "%-50s p50 %.3f ms, p99 %.3f ms%n",
        name, latencies.quantileMillis(0.5), latencies.quantileMillis(0.99));
  }

  private static FeatureSet features(int halfLifeDays) {
    Duration halfLife = Duration.ofDays(halfLifeDays);
    EventWeights weights =
        new EventWeights(Map.of("view", 1.0, "cart", 3.0, "purchase", 5.0), 1, 0, 5);
    FeatureSettings settings =
        new FeatureSettings(
            weights,
            1_000,
            50,
            List.of("purchase"),
            halfLife,
            Duration.ofDays(2),
            List.of("age", "region"));
    return new FeatureSet(
        settings,
        List.of(
            new CountFeature.EventCount("item-views", Aggregate.Subject.ITEM, "view", halfLife),
            new CountFeature.RecentEventCount("item-carts", Aggregate.Subject.ITEM, "cart", halfLife),
            new CountFeature.EventCount("user-views", Aggregate.Subject.ACTOR, "view", halfLife),
            new TasteFeature.Affinity("category-affinity", "category", halfLife),
            new TasteFeature.Affinity("brand-affinity", "brand", halfLife),
            new ItemFeature.ItemAge("item-age"),
            new ItemFeature.ItemPopularity("item-popularity", halfLife),
            new ItemFeature.ItemTrend("item-trend", Duration.ofDays(2), halfLife),
            new ItemFeature.SegmentPopularity(
                "segment-popularity", List.of("age", "region"), halfLife)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
