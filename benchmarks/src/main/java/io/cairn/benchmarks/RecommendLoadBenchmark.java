package io.cairn.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Measures {@code POST /v1/recommend} under load: {@code benchmarks/run recommend-load HOME
 * [SECONDS]}. HOME was filled by {@code cairn import} and {@code cairn train}. The server is a
 * process of its own on the same cores; each connection asks for ten items for a random user as
 * soon as its last answer has come.
 */
public final class RecommendLoadBenchmark {
  private static final int CONNECTIONS = 8;
  private static final int USERS_MAX = 2_000;
  private static final int PAGE = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What one connection, or all of them, saw. */
  private static final class Seen {
    private final Latencies latencies = new Latencies();
    private final Map<String, Double> stageMillis = new TreeMap<>();
    private long answers;
    private long personalized;

    void add(long nanos, JsonNode answer) {
      latencies.add(nanos);
      answers++;
      personalized += answer.path("personalized").asBoolean() ? 1 : 0;
      for (Map.Entry<String, JsonNode> stage : answer.path("timings_ms").properties()) {
        stageMillis.merge(stage.getKey(), stage.getValue().asDouble(), Double::sum);
      }
    }

    void addAll(Seen other) {
      latencies.addAll(other.latencies);
      answers += other.answers;
      personalized += other.personalized;
      other.stageMillis.forEach((stage, sum) -> stageMillis.merge(stage, sum, Double::sum));
    }
  }

  private final int port;
  private final List<byte[]> bodies;

  private RecommendLoadBenchmark(int port) throws IOException {
    this.port = port;
    bodies = bodies(port);
  }

  /** Runs the benchmark and prints its figures. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.err.println("usage: benchmarks/run recommend-load HOME [SECONDS]");
      System.exit(2);
    }
    Duration time = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 30);
    Process server = start(Path.of(arguments[0]));
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (line == null) {
        System.exit(1);
      }
      System.out.println(Machine.describe());
      System.out.println(line);
      new RecommendLoadBenchmark(portIn(line)).run(time);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static Process start(Path home) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx" + System.getProperty("server.heap", "1g"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.cairn.app.cli.Cairn",
            "serve",
            "--home",
            home.toString(),
            "--port",
            "0"));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static int portIn(String line) {
    return URI.create(line.replaceAll(".*(http://\\S+).*", "$1")).getPort();
  }

  /** Returns a request for each of many users of the server. */
  private static List<byte[]> bodies(int port) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    try (HttpConnection connection = new HttpConnection(port)) {
      String after = "";
      do {
        JsonNode page =
            MAPPER.readTree(connection.get("/v1/users?count=%d&after=%s".formatted(PAGE, after)));
        for (JsonNode user : page.path("users")) {
          bodies.add(MAPPER.writeValueAsBytes(Map.of("user", user.path("id").asText())));
        }
        after = page.path("next").asText("");
      } while (!after.isEmpty() && bodies.size() < USERS_MAX);
    }
    return bodies;
  }

  private void run(Duration time) throws Exception {
    ask(WARM_UP);
    long begun = System.nanoTime();
    Seen seen = ask(time);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%d users, %d connections, %.0f s after %d s of warm-up%n",
        bodies.size(), CONNECTIONS, seconds, WARM_UP.toSeconds());
    System.out.printf(
        "%.0f requests/s, p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms; %.0f %% personal%n",
        seen.answers / seconds,
        seen.latencies.quantileMillis(0.5),
        seen.latencies.quantileMillis(0.9),
        seen.latencies.quantileMillis(0.99),
        seen.latencies.quantileMillis(1),
        100.0 * seen.personalized / seen.answers);
    seen.stageMillis.forEach(
        (stage, sum) ->
            System.out.printf("  stage %-10s %.3f ms on average%n", stage, sum / seen.answers));
    printHeap();
  }

  private Seen ask(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<Seen>> running = new ArrayList<>();
      for (int connection = 0; connection < CONNECTIONS; connection++) {
        long seed = connection;
        running.add(executor.submit(() -> askUntil(end, seed)));
      }
      Seen all = new Seen();
      for (Future<Seen> one : running) {
        all.addAll(one.get());
      }
      return all;
    }
  }

  private Seen askUntil(long end, long seed) throws IOException {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (long skipped = 0; skipped < seed; skipped++) {
      random.nextInt();
    }
    Seen seen = new Seen();
    try (HttpConnection connection = new HttpConnection(port)) {
      while (System.nanoTime() < end) {
        byte[] body = bodies.get(random.nextInt(bodies.size()));
        long sent = System.nanoTime();
        byte[] answer = connection.post("/v1/recommend", body);
        seen.add(System.nanoTime() - sent, MAPPER.readTree(answer));
      }
    }
    return seen;
  }

  private void printHeap() throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      String metrics = new String(connection.get("/metrics"), StandardCharsets.UTF_8);
      double used =
          metrics
              .lines()
              .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ", "")))
              .sum();
      System.out.printf("heap of the server in use: %.0f MiB%n", used / (1 << 20));
    }
  }
}
