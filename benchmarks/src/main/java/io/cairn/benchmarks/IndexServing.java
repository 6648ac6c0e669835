package io.cairn.benchmarks;

import io.cairn.index.IndexFile;
import io.cairn.index.VectorIndex;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Measures what a process takes that does nothing but open an index and search it. */
final class IndexServing {
  private static final int ROUNDS = 5;
  private static final int K = 100;

  private IndexServing() {}

  /**
   * Writes the index and starts a process with a heap of 256 MiB that prints memory, recall and
   * times.
   *
   * @param truth the rows of the hundred true neighbours of each query, ascending
   */
  static void measure(VectorIndex index, float[][] queries, int[][] truth)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("serving");
    Path file = folder.resolve("vectors.index");
    Path questions = folder.resolve("questions");
    IndexFile.write(file, index);
    write(questions, queries, truth);
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-Xm"))
            .toList();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> program =
        List.of(
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            IndexServing.class.getName(),
            file.toString(),
            questions.toString());
    List<String> command =
        Stream.of(List.of(java), options, program).flatMap(List::stream).toList();
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    Files.delete(file);
    Files.delete(questions);
    Files.delete(folder);
    if (status != 0) {
      throw new IllegalStateException("the serving process ended with status " + status);
    }
  }

  private static void write(Path file, float[][] queries, int[][] truth) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(queries.length);
      out.writeInt(queries[0].length);
      for (int query = 0; query < queries.length; query++) {
        for (float number : queries[query]) {
          out.writeFloat(number);
        }
        for (int at = 0; at < K; at++) {
          out.writeInt(truth[query][at]);
        }
      }
    }
  }

  /** The process: its arguments are the index and the file of queries. */
  public static void main(String[] arguments) throws Exception {
    float[][] queries;
    int[][] truth;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(Path.of(arguments[1]))))) {
      queries = new float[in.readInt()][in.readInt()];
      truth = new int[queries.length][K];
      for (int query = 0; query < queries.length; query++) {
        for (int at = 0; at < queries[query].length; at++) {
          queries[query][at] = in.readFloat();
        }
        for (int at = 0; at < K; at++) {
          truth[query][at] = in.readInt();
        }
      }
    }
    long start = System.nanoTime();
    VectorIndex index = IndexFile.open(Path.of(arguments[0]), queries[0].length);
    System.out.printf(
        "serving: opened %,d vectors in %.1f s; file %d MiB%n",
        index.size(), (System.nanoTime() - start) / 1e9, Files.size(Path.of(arguments[0])) >> 20);
    for (int round = 0; round < ROUNDS; round++) {
      Times times = new Times();
      double recall = 0;
      for (int query = 0; query < queries.length; query++) {
        float[] vector = queries[query];
        List<VectorIndex.Neighbor> found = times.of(() -> index.search(vector, K));
        recall += IndexBenchmark.share(IndexBenchmark.rows(found), truth[query]) / queries.length;
      }
      System.out.printf("serving, k=%d, round %d: recall %.3f  %s%n", K, round, recall, times);
    }
    System.gc();
    Runtime memory = Runtime.getRuntime();
    System.out.printf(
        "serving: heap in use %d MiB%n", (memory.totalMemory() - memory.freeMemory()) >> 20);
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      lines
          .filter(line -> line.startsWith("Rss") || line.startsWith("VmRSS"))
          .forEach(System.out::println);
    }
  }
}
