package io.cairn.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.cairn.core.ItemId;
import io.cairn.core.Kernel;
import io.cairn.index.ExactIndex;
import io.cairn.index.HnswBuilder;
import io.cairn.index.IndexFile;
import io.cairn.index.IvfBuilder;
import io.cairn.index.UpdatableIndex;
import io.cairn.index.VectorIndex;
import io.cairn.index.VectorTable;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Prints recall and time of searches, build, size, filters, and searches beside changes, on made-up
 * vectors; and the same of other libraries' graphs, at the least width that reaches the recall.
 * Arguments: the number of vectors, their dimension, {@code clustered} or {@code smooth}, {@code
 * raw} or {@code unit} length, and what to measure in turn: {@code ivf} and {@code hnsw}, {@code
 * filters} and {@code updates} of the last one, and peers ({@code lucene}, {@code hnswlib}, {@code
 * jvector}, {@code voyager}). More than 4 million vectors are kept by bytes alone.
 */
public final class IndexBenchmark {
  private static final double RECALL = .95;
  private static final int QUERIES = 200;
  private static final long WARM_NANOS = 1_000_000_000L;
  private static final int WHOLE_MAX = 4_000_000;
  private static final int[] COUNTS = {10, 100, 1000};
  private static final Map<String, PeerIndex.Builder> PEERS =
      Map.of(
          "lucene", LucenePeer::build,
          "hnswlib", HnswlibPeer::build,
          "jvector", JVectorPeer::build,
          "voyager", VoyagerPeer::build);

  private final PrintStream out;
  private final MadeVectors vectors;
  private final float[][] queries;
  private final VectorTable table;
  private final ExactIndex exact;

  /** What was built last, which filters and changes are measured on. */
  private VectorIndex own;

  /** The rows of the true neighbours of each query, by how many. */
  private final BitSet[][] truth = new BitSet[COUNTS.length][QUERIES];

  private IndexBenchmark(PrintStream out, MadeVectors vectors) {
    this.out = out;
    this.vectors = vectors;
    queries = vectors.queries(QUERIES);
    List<ItemId> items =
        IntStream.range(0, vectors.count())
            .mapToObj(row -> new ItemId(Integer.toString(row)))
            .toList();
    table = VectorTable.of(items, vectors.values(), vectors.dimension());
    exact = new ExactIndex(table);
    own = exact;
  }

  /** Prints all figures. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(argument(arguments, 0, "1000000"));
    int dimension = Integer.parseInt(argument(arguments, 1, "64"));
    String form = argument(arguments, 2, "clustered").toUpperCase(Locale.ROOT);
    boolean isUnit = argument(arguments, 3, "raw").equals("unit");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(Machine.describe());
    out.printf("%,d × %d, %s, %s%n", count, dimension, form, isUnit ? "unit length" : "raw");
    IndexBenchmark benchmark =
        new IndexBenchmark(
            out, MadeVectors.of(MadeVectors.Form.valueOf(form), isUnit, count, dimension));
    benchmark.exactSearch();
    for (String section : arguments.length > 4 ? copyOfRest(arguments) : List.of("ivf")) {
      switch (section) {
        case "ivf" ->
            benchmark.ownIndex(section, new IvfBuilder(.97, keepsVectors(count), 1)::build);
        case "hnsw" -> benchmark.ownIndex(section, new HnswBuilder(.97, 16, 100, 1)::build);
        case "filters" -> benchmark.filters();
        case "updates" -> benchmark.updates();
        default -> benchmark.peer(section);
      }
    }
  }

  private static List<String> copyOfRest(String[] arguments) {
    return List.of(arguments).subList(4, arguments.length);
  }

  private static boolean keepsVectors(int count) {
    return count <= WHOLE_MAX;
  }

  private static String argument(String[] arguments, int at, String absent) {
    return at < arguments.length ? arguments[at] : absent;
  }

  /** How long something took by the clock, and on all cores together. */
  private record Cost(double seconds, double coreSeconds) {
    static Cost of(Work work) throws Exception {
      long start = System.nanoTime();
      long core = coreNanos();
      work.run();
      return new Cost((System.nanoTime() - start) / 1e9, (coreNanos() - core) / 1e9);
    }

    private static long coreNanos() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    @Override
    public String toString() {
      return "%.1f s, %.1f CPU s".formatted(seconds, coreSeconds);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  @FunctionalInterface
  private interface Search {
    int[] rows(float[] query) throws Exception;
  }

  /** Times of calls by the clock and on their core, and the share of the truth that was found. */
  private record Result(double recall, Latencies clock, Latencies core) {
    @Override
    public String toString() {
      return "recall %.3f  %s; on the core p50 %.3f ms, p99 %.3f ms"
          .formatted(recall, clock, core.quantileMillis(.5), core.quantileMillis(.99));
    }
  }

  private Result measure(Search search, BitSet[] wanted) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    Latencies clock = new Latencies();
    Latencies core = new Latencies();
    double recall = 0;
    for (int query = 0; query < QUERIES; query++) {
      long coreStart = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      int[] rows = search.rows(queries[query]);
      clock.add(System.nanoTime() - start);
      core.add(threads.getCurrentThreadCpuTime() - coreStart);
      long found = IntStream.of(rows).filter(wanted[query]::get).count();
      recall += (double) found / Math.max(1, wanted[query].cardinality());
    }
    return new Result(recall / QUERIES, clock, core);
  }

  /** Measures a round once searches have run for a second. */
  private Result measureWarm(Search search, BitSet[] wanted) throws Exception {
    long start = System.nanoTime();
    do {
      measure(search, wanted);
    } while (System.nanoTime() - start < WARM_NANOS);
    return measure(search, wanted);
  }

  private static int[] rows(List<VectorIndex.Neighbor> neighbors) {
    return neighbors.stream().mapToInt(found -> Integer.parseInt(found.item().value())).toArray();
  }

  private void exactSearch() throws Exception {
    for (int at = 0; at < COUNTS.length; at++) {
      int k = COUNTS[at];
      for (int query = 0; query < QUERIES; query++) {
        truth[at][query] = bits(rows(exact.search(queries[query], k)));
      }
      out.printf("exact, k=%d: %s%n", k, measure(q -> rows(exact.search(q, k)), truth[at]));
    }
  }

  private static BitSet bits(int[] rows) {
    BitSet bits = new BitSet();
    for (int row : rows) {
      bits.set(row);
    }
    return bits;
  }

  private void ownIndex(String name, Function<VectorTable, VectorIndex> builder) throws Exception {
    Cost cost = Cost.of(() -> own = builder.apply(table));
    out.printf(
        "%s: built in %s, %,.0f vectors a CPU s%n",
        name, cost, vectors.count() / cost.coreSeconds());
    VectorIndex index = reopened(own);
    for (int at = 0; at < COUNTS.length; at++) {
      int k = COUNTS[at];
      out.printf("%s, k=%d: %s%n", name, k, measureWarm(q -> rows(index.search(q, k)), truth[at]));
    }
  }

  /** Writes the index to a file, and opens it. */
  private VectorIndex reopened(VectorIndex index) throws Exception {
    Path file = Files.createTempFile("vectors", ".index");
    Cost write = Cost.of(() -> IndexFile.write(file, index));
    List<VectorIndex> opened = new ArrayList<>();
    Cost open = Cost.of(() -> opened.add(IndexFile.open(file, index.dimension())));
    long bytes = Files.size(file);
    Files.delete(file);
    out.printf(
        "file: written in %.2f s, opened in %.0f ms; %d MiB, %.1f bytes a vector, items included%n",
        write.seconds(), open.seconds() * 1e3, bytes >> 20, (double) bytes / vectors.count());
    return opened.getFirst();
  }

  private void filters() throws Exception {
    for (int oneIn : new int[] {2, 10, 100, 1000}) {
      Predicate<ItemId> wanted =
          item -> Math.floorMod((item.value().hashCode() * 0x9e37_79b9) >>> 7, oneIn) == 0;
      VectorIndex only = exact.only(wanted);
      BitSet[] found = new BitSet[QUERIES];
      for (int query = 0; query < QUERIES; query++) {
        found[query] = bits(rows(only.search(queries[query], 100)));
      }
      out.printf(
          "one in %d, k=100, predicate: %s%n",
          oneIn, measureWarm(q -> rows(own.search(q, 100, wanted)), found));
      VectorIndex part = own.only(wanted);
      out.printf(
          "one in %d, k=100, only:      %s%n",
          oneIn, measureWarm(q -> rows(part.search(q, 100)), found));
    }
  }

  /** Searches while a thread puts a thousand items a second, and then while it rebuilds. */
  private void updates() throws Exception {
    UpdatableIndex updatable =
        new UpdatableIndex(own, new IvfBuilder(.97, vectors.count() <= WHOLE_MAX, 1)::build);
    out.printf(
        "alone, k=100:          %s%n", searchUntil(updatable, 2000, new AtomicBoolean(true)));
    AtomicBoolean isDone = new AtomicBoolean();
    Latencies visible = new Latencies();
    Thread writer = new Thread(() -> put(updatable, visible, isDone));
    writer.start();
    out.printf("beside puts, k=100:    %s%n", searchUntil(updatable, 2000, isDone));
    writer.join();
    out.printf("put until found:       %s; %d changes%n", visible, updatable.changes());
    isDone.set(false);
    Thread rebuild =
        new Thread(
            () -> {
              updatable.rebuild();
              isDone.set(true);
            });
    rebuild.start();
    out.printf("beside rebuild, k=100: %s%n", searchUntil(updatable, 2000, isDone));
    rebuild.join();
    out.printf("rebuilt:               %s%n", searchUntil(updatable, 2000, isDone));
  }

  private Latencies searchUntil(VectorIndex index, int searchesMin, AtomicBoolean isDone) {
    Latencies latencies = new Latencies();
    for (int search = 0; search < searchesMin || !isDone.get(); search++) {
      long start = System.nanoTime();
      index.search(queries[search % QUERIES], 100);
      latencies.add(System.nanoTime() - start);
    }
    return latencies;
  }

  /**
   * Puts new items for ten seconds, and looks for each with the next search. They are long, so that
   * each is among the nearest to itself.
   */
  private void put(UpdatableIndex index, Latencies visible, AtomicBoolean isDone) {
    long begin = System.nanoTime();
    for (int number = 0; number < 10_000; number++) {
      LockSupport.parkNanos(begin + number * 1_000_000L - System.nanoTime());
      ItemId item = new ItemId("new" + number);
      float[] vector = vectors.vector(number * 7919 % vectors.count());
      Kernel.FASTEST.axpy(9, vector.clone(), 0, vector, 0, vector.length);
      long start = System.nanoTime();
      index.put(item, vector);
      boolean isFound =
          index.search(vector, 100).stream().anyMatch(found -> found.item().equals(item));
      visible.add(isFound ? System.nanoTime() - start : Long.MAX_VALUE);
    }
    isDone.set(true);
  }

  private void peer(String name) throws Exception {
    PeerIndex.Builder builder = PEERS.get(name);
    if (builder == null) {
      throw new IllegalArgumentException(
          "there is no peer %s, only %s".formatted(name, PEERS.keySet()));
    }
    List<PeerIndex> built = new ArrayList<>();
    Cost cost = Cost.of(() -> built.add(builder.build(vectors)));
    out.printf("%s: built in %s%n", name, cost);
    try (PeerIndex index = built.getFirst()) {
      for (int at = 0; at < COUNTS.length; at++) {
        peerSearch(name, index, COUNTS[at], truth[at]);
      }
    }
  }

  /** Widens the search until the recall is reached, or does not grow any more. */
  private void peerSearch(String name, PeerIndex index, int k, BitSet[] wanted) throws Exception {
    double recall = -1;
    int widthMax = Math.max(2000, 32 * k);
    for (int width = k; width <= widthMax; width = Math.max(width + 5, width * 5 / 4)) {
      int tried = width;
      Search search = query -> index.search(query, k, tried);
      double reached = measure(search, wanted).recall();
      boolean isStuck = width > 10 * k && reached < recall + .0005;
      if (reached >= RECALL || isStuck || width * 5 / 4 > widthMax) {
        out.printf("%s, k=%d, width %d: %s%n", name, k, width, measureWarm(search, wanted));
        return;
      }
      recall = reached;
    }
  }
}
