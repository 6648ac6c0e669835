package io.cairn.benchmarks;

import io.cairn.app.config.Configuration;
import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import io.cairn.events.MemoryEventLog;
import io.cairn.events.SqliteEventLog;
import io.cairn.events.SqliteFile;
import io.cairn.features.CandidateRow;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Row;
import io.cairn.features.Situation;
import io.cairn.features.SqliteFeatureStore;
import io.cairn.features.VectorSpace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final int LISTS = 100_000;
  private static final int SHOWN = 24;
  private static final int FACTORS = 64;
  private static final List<String> SOURCES =
      List.of("trending", "trending-for-you", "fresh-for-you", "for-you");
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
      foldLists();
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
    new FeatureFolder(features(), new MemoryFeatureStore(), log).catchUp(Progress.NONE);
  }

  private static void foldIntoSqlite(EventLog log, SqliteFile file) {
    new SqliteFeatureStore(file, "none", CACHE_BYTES).close(); // another schema clears the rows
    try (FeatureStore store = new SqliteFeatureStore(file, features().schema(), CACHE_BYTES)) {
      new FeatureFolder(features(), store, log).catchUp(Progress.NONE);
    }
  }

  /** Measures folding what is shown: half of the events are lists of some items. */
  private void foldLists() {
    MemoryEventLog log = new MemoryEventLog();
    log.append(shop.catalogue());
    log.append(shop.lists(Math.min(interactions, LISTS), SHOWN));
    for (int round = 1; round <= ROUNDS; round++) {
      report(round, "fold lists of %d items".formatted(SHOWN), log, () -> foldIntoMemory(log));
    }
  }

  private void readRows(SqliteFile file) {
    FeatureSet features = features();
    try (FeatureStore store = new SqliteFeatureStore(file, features.schema(), CACHE_BYTES)) {
      System.out.println("heap in use with the rows of items: " + Machine.heapUsedMib() + " MiB");
      List<EntityKey> users = keys(ShopEvents.USERS, i -> EntityKey.of(ShopEvents.user(i)));
      report("a user's row from SQLite", users.size(), i -> store.get(users.subList(i, i + 1)));
      report("a user's row from the cache", users.size(), i -> store.get(users.subList(i, i + 1)));
      List<Candidate> candidates = candidates();
      List<EntityKey> items = candidates.stream().map(c -> EntityKey.of(c.item())).toList();
      Map<String, VectorSpace> spaces = Map.of("als", new Vectors(shop.vectors(FACTORS)));
      report(CANDIDATES + " rows of items", READS, _ -> store.get(items));
      FeatureReader reader = new FeatureReader(features, store);
      String width = features.columns().size() + " features of each";
      report(
          CANDIDATES + " rows of items and " + width,
          READS,
          i -> reader.read(occasion(i), candidates, spaces));
      readMatrix(features, store, candidates, spaces);
      System.out.println("heap in use with all rows: " + Machine.heapUsedMib() + " MiB");
    }
  }

  private static List<EntityKey> keys(int count, IntFunction<EntityKey> key) {
    return IntStream.range(0, count).mapToObj(key).toList();
  }

  /** Measures the features alone: the rows are read already. */
  private void readMatrix(
      FeatureSet features,
      FeatureStore store,
      List<Candidate> candidates,
      Map<String, VectorSpace> spaces) {
    List<CandidateRow> rows =
        candidates.stream()
            .map(
                candidate ->
                    new CandidateRow(candidate, row(store, EntityKey.of(candidate.item()))))
            .toList();
    List<Situation> situations =
        IntStream.range(0, READS)
            .mapToObj(i -> ShopEvents.user(i % ShopEvents.USERS))
            .map(user -> row(store, EntityKey.of(user)))
            .map(row -> features.situation(occasion(0), row, spaces))
            .toList();
    report(
        "%d features of %d rows".formatted(features.columns().size(), CANDIDATES),
        READS,
        i -> features.read(situations.get(i), rows));
  }

  private static Row row(FeatureStore store, EntityKey key) {
    return store.get(List.of(key)).getOrDefault(key, Row.EMPTY);
  }

  private Situation.Occasion occasion(int number) {
    Visitor visitor = Visitor.of(ShopEvents.user(number % ShopEvents.USERS));
    Context context = new Context("phone", "start", "r3", 0, Optional.empty());
    return new Situation.Occasion(visitor, "home", context, shop.now(), 0);
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>(CANDIDATES);
    for (ItemId item : shop.candidates(CANDIDATES)) {
      List<Proposal> proposals =
          SOURCES.stream()
              .filter(_ -> candidates.size() % 3 != 0)
              .map(source -> new Proposal(source, candidates.size() + 1, 1, Optional.empty()))
              .toList();
      candidates.add(new Candidate(item, proposals, 0));
    }
    return candidates;
  }

  /** Made-up vectors. */
  private record Vectors(Map<ItemId, float[]> byItem) implements VectorSpace {
    @Override
    public Optional<float[]> ofItem(ItemId item) {
      return Optional.ofNullable(byItem.get(item));
    }

    @Override
    public Optional<float[]> ofHistory(Profile profile, RecentEvents recent) {
      return profile.size() == 0 ? Optional.empty() : ofItem(profile.items()[0]);
    }
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

  private static FeatureSet features() {
    return Configuration.defaults().engine().featureSet();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
