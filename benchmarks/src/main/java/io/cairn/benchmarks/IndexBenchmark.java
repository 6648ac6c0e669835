package io.cairn.benchmarks;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Prints recall and time of searches, build, size, filters, and searches beside changes, on made-up
 * vectors; and the same of other libraries' graphs, at the least width that reaches the recall.
 * Arguments: the number of vectors, their dimension, {@code clustered} or {@code smooth}, {@code
 * raw} or {@code unit} length, and what to measure in turn: {@code ivf}, {@code bytes} (the same
 * without whole vectors) and {@code hnsw}; {@code filters}, {@code updates} and {@code serve} (in a
 * process of its own, that opens the file) of the last one; and peers ({@code lucene}, {@code
 * hnswlib}, {@code jvector}, {@code voyager}).
 */
public final class IndexBenchmark {
  private static final double RECALL = .95;
  private static final int QUERIES = 200;
  private static final long WARM_NANOS = 1_000_000_000L;
  private static final int PUTS = 10_000;
  private static final int SEARCHES_MIN = 2000;
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

  private Function<VectorTable, VectorIndex> builder = ExactIndex::new;

  /** The rows of the true neighbours of each query, by how many, in ascending order. */
  private final int[][][] truth = new int[COUNTS.length][QUERIES][];

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
        case "ivf" -> benchmark.ownIndex(section, new IvfBuilder(.97, true, 1)::build);
        case "bytes" -> benchmark.ownIndex(section, new IvfBuilder(.97, false, 1)::build);
        case "hnsw" -> benchmark.ownIndex(section, new HnswBuilder(.97, 16, 100, 1)::build);
        case "filters" -> benchmark.filters();
        case "updates" -> benchmark.updates();
        case "serve" -> IndexServing.measure(benchmark.own, benchmark.queries, benchmark.truth[1]);
        default -> benchmark.peer(section);
      }
    }
  }

  private static List<String> copyOfRest(String[] arguments) {
    return List.of(arguments).subList(4, arguments.length);
  }

  private static String argument(String[] arguments, int at, String absent) {
    return at < arguments.length ? arguments[at] : absent;
  }

  /** How long something took by the clock, and on all cores together. */
  private record Cost(double seconds, double coreSeconds) {
    static Cost of(Work work) throws Exception {
      long start = System.nanoTime();
      long core = Machine.cpuNanos();
      work.run();
      return new Cost((System.nanoTime() - start) / 1e9, (Machine.cpuNanos() - core) / 1e9);
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

  /** A search, and how to read the rows from what it returns, which is not measured. */
  private record Search<T>(Call<T> call, Function<T, int[]> rows) {}

  @FunctionalInterface
  private interface Call<T> {
    T of(float[] query) throws Exception;
  }

  private static Search<?> own(VectorIndex index, int k) {
    return new Search<>(query -> index.search(query, k), IndexBenchmark::rows);
  }

  private record Result(double recall, Times times) {
    @Override
    public String toString() {
      return "recall %.3f  %s".formatted(recall, times);
    }
  }

  private <T> Result measure(Search<T> search, int[][] wanted) throws Exception {
    Times times = new Times();
    double recall = 0;
    for (int query = 0; query < QUERIES; query++) {
      float[] vector = queries[query];
      T answer = times.of(() -> search.call.of(vector));
      recall += share(search.rows.apply(answer), wanted[query]);
    }
    return new Result(recall / QUERIES, times);
  }

  /** Returns how much of what is wanted was found. */
  static double share(int[] found, int[] wanted) {
    long count = IntStream.of(found).filter(row -> Arrays.binarySearch(wanted, row) >= 0).count();
    return wanted.length == 0 ? 1 : (double) count / wanted.length;
  }

  /** Measures a round once searches have run for a second. */
  private Result measureWarm(Search<?> search, int[][] wanted) throws Exception {
    long start = System.nanoTime();
    do {
      measure(search, wanted);
    } while (System.nanoTime() - start < WARM_NANOS);
    return measure(search, wanted);
  }

  static int[] rows(List<VectorIndex.Neighbor> neighbors) {
    return neighbors.stream().mapToInt(found -> Integer.parseInt(found.item().value())).toArray();
  }

  private static int[] sortedRows(List<VectorIndex.Neighbor> neighbors) {
    return IntStream.of(rows(neighbors)).sorted().toArray();
  }

  private void exactSearch() throws Exception {
    Times times = new Times();
    int most = COUNTS[COUNTS.length - 1];
    for (int query = 0; query < QUERIES; query++) {
      float[] vector = queries[query];
      int[] rows = rows(times.of(() -> exact.search(vector, most)));
      for (int at = 0; at < COUNTS.length; at++) {
        truth[at][query] = IntStream.of(rows).limit(COUNTS[at]).sorted().toArray();
      }
    }
    out.printf("exact, k=%d: %s%n", most, times);
  }

  private void ownIndex(String name, Function<VectorTable, VectorIndex> of) throws Exception {
    builder = of;
    Cost cost = Cost.of(() -> own = builder.apply(table));
    out.printf(
        "%s: built in %s, %,.0f vectors a CPU s%n",
        name, cost, vectors.count() / cost.coreSeconds());
    VectorIndex index = reopened(own);
    for (int at = 0; at < COUNTS.length; at++) {
      int k = COUNTS[at];
      out.printf("%s, k=%d: %s%n", name, k, measureWarm(own(index, k), truth[at]));
    }
  }

  /** Writes the index to a file, and opens it with its table, as a server does. */
  private VectorIndex reopened(VectorIndex index) throws Exception {
    Path file = Files.createTempFile("vectors", ".index");
    Cost write = Cost.of(() -> IndexFile.write(file, index, table));
    List<VectorIndex> opened = new ArrayList<>();
    Cost open = Cost.of(() -> opened.add(IndexFile.open(file, table)));
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
      int[][] found = new int[QUERIES][];
      for (int query = 0; query < QUERIES; query++) {
        found[query] = sortedRows(only.search(queries[query], 100));
      }
      out.printf(
          "one in %d, k=100, predicate: %s%n",
          oneIn,
          measureWarm(new Search<>(q -> own.search(q, 100, wanted), IndexBenchmark::rows), found));
      VectorIndex part = own.only(wanted);
      out.printf("one in %d, k=100, only:      %s%n", oneIn, measureWarm(own(part, 100), found));
    }
  }

  /** Searches while a thread puts a thousand items a second, and then while it rebuilds. */
  private void updates() throws Exception {
    UpdatableIndex updatable = new UpdatableIndex(own, builder);
    AtomicBoolean isDone = new AtomicBoolean(true);
    searchUntil(updatable, isDone);
    out.printf("alone, k=100:          %s%n", searchUntil(updatable, isDone));
    Latencies visible = new Latencies();
    isDone.set(false);
    Thread writer = new Thread(() -> put(updatable, visible, isDone));
    writer.start();
    out.printf("beside puts, k=100:    %s%n", searchUntil(updatable, isDone));
    writer.join();
    out.printf("put until found:       %s; %d changes%n", visible, updatable.changes());
    out.printf("with the changes:      %s%n", searchUntil(updatable, isDone));
    isDone.set(false);
    try (ForkJoinPool oneCore = new ForkJoinPool(1)) {
      Cost cost = Cost.of(() -> besideRebuild(updatable, oneCore, isDone));
      out.printf("rebuilt, with searches: %s%n", cost);
    }
    out.printf("after it, k=100:       %s%n", searchUntil(updatable, isDone));
  }

  private void besideRebuild(UpdatableIndex index, Executor executor, AtomicBoolean isDone)
      throws Exception {
    executor.execute(
        () -> {
          index.rebuild();
          isDone.set(true);
        });
    out.printf("beside rebuild, k=100: %s%n", searchUntil(index, isDone));
  }

  private Times searchUntil(VectorIndex index, AtomicBoolean isDone) throws Exception {
    Times times = new Times();
    for (int search = 0; search < SEARCHES_MIN || !isDone.get(); search++) {
      float[] query = queries[search % QUERIES];
      times.of(() -> index.search(query, 100));
    }
    return times;
  }

  /**
   * Puts new items for ten seconds, and looks for each with the next search. Each is longer than
   * those before it, so that it is the nearest to itself.
   */
  private void put(UpdatableIndex index, Latencies visible, AtomicBoolean isDone) {
    long begin = System.nanoTime();
    for (int number = 0; number < PUTS; number++) {
      LockSupport.parkNanos(begin + number * 1_000_000L - System.nanoTime());
      ItemId item = new ItemId("new" + number);
      float[] vector = vectors.vector(number * 7919 % vectors.count());
      float squared = Kernel.FASTEST.dot(vector, 0, vector, 0, vector.length);
      float factor = (float) ((10 + number * .01) / Math.sqrt(squared));
      Kernel.FASTEST.axpy(factor - 1, vector.clone(), 0, vector, 0, vector.length);
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
  private void peerSearch(String name, PeerIndex index, int k, int[][] wanted) throws Exception {
    double recall = -1;
    int widthMax = Math.max(2000, 32 * k);
    for (int width = k; width <= widthMax; width = Math.max(width + 5, width * 5 / 4)) {
      int tried = width;
      Search<int[]> search =
          new Search<>(query -> index.search(query, k, tried), Function.identity());
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
