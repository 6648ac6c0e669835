package io.cairn.app.server;

import io.cairn.app.engine.Engine;
import io.cairn.app.engine.SkewCheck;
import io.cairn.recommender.Loss;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Trace;
import io.cairn.recommender.rules.RuleCall;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts what happens, for Prometheus: {@code /metrics}. Safe for use by multiple threads. */
final class Metrics implements AutoCloseable {
  private static final Duration[] BUCKETS =
      IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final String OF_REQUEST = "rule of the request";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<String, String> explorers = new HashMap<>();

  Metrics(Engine engine) {
    engine
        .config()
        .pipeline()
        .surfaces()
        .forEach((name, surface) -> surface.explore().ifPresent(e -> explorers.put(name, e)));
    Gauge.builder("cairn.log.end", engine, e -> (double) e.log().end())
        .description("Events in the log")
        .register(registry);
    Gauge.builder("cairn.store.offset", engine, e -> (double) e.store().offset())
        .description("Events that the rows have seen")
        .register(registry);
    Gauge.builder("cairn.store.lag", engine, Metrics::lag)
        .description("Events in the log that the rows have not seen")
        .register(registry);
    FunctionCounter.builder("cairn.impressions.lost", engine, e -> (double) e.impressionsLost())
        .description("Shown lists that could not be recorded")
        .register(registry);
    FunctionCounter.builder(
            "cairn.index.rebuilds.failed", engine, e -> (double) e.indexRebuildsFailed())
        .description("Rebuilds of indexes into which items had arrived that failed")
        .register(registry);
    Gauge.builder("cairn.requests.kept", engine, e -> e.requests().count())
        .description("Last lists that are kept to be explained")
        .register(registry);
    Gauge.builder("cairn.requests.kept.bytes", engine, e -> (double) e.requests().bytes())
        .description("Memory of the lists that are kept, about")
        .register(registry);
    engine.skew().ifPresent(check -> skew(check, engine.features().columns()));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private void skew(SkewCheck check, List<String> columns) {
    FunctionCounter.builder("cairn.skew.lists", check, c -> (double) c.counts().lists())
        .description("Lists whose features were read again from the log")
        .register(registry);
    FunctionCounter.builder(
            "cairn.skew.lists.uncompared", check, c -> (double) c.counts().uncompared())
        .description("Lists of the sample whose features could not be read again")
        .register(registry);
    FunctionCounter.builder("cairn.skew.cells", check, c -> (double) c.counts().cells())
        .description("Features that were read again from the log")
        .register(registry);
    for (String column : columns) {
      FunctionCounter.builder(
              "cairn.skew.cells.differing",
              check,
              c -> (double) c.counts().differing().getOrDefault(column, 0L))
          .description("Features that are others when they are read again from the log")
          .tag("column", column)
          .register(registry);
    }
  }

  /** Asks for the offset first: the log may grow between, and a lag is never negative. */
  private static double lag(Engine engine) {
    long offset = engine.store().offset();
    return (double) (engine.log().end() - offset);
  }

  /** Counts a request that was answered. */
  void request(String route, String method, int status, Duration took) {
    Timer.builder("cairn.http.requests")
        .description("Time to answer requests")
        .tags("route", route, "method", method, "status", String.valueOf(status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(took);
  }

  /** Counts events, items or users that were sent. */
  void events(Verdict.Status status, int count) {
    count("cairn.events", "Events, items and users that were sent", count, "status", status.text());
  }

  /** Counts a list that was made, and what happened on its way. */
  void list(Recommendation made) {
    String surface = made.request().surface();
    count(
        "cairn.lists",
        "Lists that were made",
        1,
        "surface",
        surface,
        "rung",
        made.rung().name().toLowerCase(Locale.ROOT),
        "personalized",
        String.valueOf(made.personalized()));
    int filled = made.trace().course().filled().size();
    count("cairn.list.fills", "Items that fallbacks filled in", filled, "surface", surface);
    explored(made);
    made.trace().stages().forEach((stage, nanos) -> stage(surface, stage, nanos));
    made.trace().sources().forEach(this::source);
    ranker(made.trace().ranker());
    made.trace().rules().calls().forEach(this::rule);
    removed(made.trace())
        .forEach(
            (reason, count) ->
                count(
                    "cairn.candidates.removed",
                    "Candidates that may not be shown",
                    count,
                    "reason",
                    reason));
  }

  /** Counts what may not be shown, by reason; the rules of requests are countless, and one here. */
  private static Map<String, Integer> removed(Trace trace) {
    Set<String> ofRequest =
        trace.rules().calls().stream()
            .filter(RuleCall::isOfRequest)
            .map(RuleCall::rule)
            .collect(Collectors.toSet());
    Map<String, Integer> removed = new TreeMap<>();
    for (Loss loss : trace.course().lost().values()) {
      String reason = ofRequest.contains(loss.step()) ? OF_REQUEST : loss.kind();
      removed.merge(reason, 1, Integer::sum);
    }
    return removed;
  }

  private void rule(RuleCall call) {
    String rule = call.isOfRequest() ? OF_REQUEST : call.rule();
    String matches = "Candidates that met the condition of a rule";
    count("cairn.rule.matches", matches, call.matches(), "rule", rule);
    String failures = "Candidates of which it could not be told whether they meet the condition";
    count("cairn.rule.failures", failures, call.failures(), "rule", rule);
    String leftOut =
        "Items that sources left out, as it could not be told whether they meet a rule";
    count("cairn.rule.left.out", leftOut, call.leftOut(), "rule", rule);
  }

  private void explored(Recommendation made) {
    String surface = made.request().surface();
    String explorer = explorers.get(surface);
    if (explorer != null) {
      long places =
          made.trace().course().effects().stream()
              .filter(effect -> effect.step().equals(explorer))
              .count();
      count(
          "cairn.explored.places",
          "Places that an explorer drew",
          (double) places,
          "surface",
          surface,
          "explorer",
          explorer);
    }
  }

  private void stage(String surface, String stage, long nanos) {
    Timer.builder("cairn.stage")
        .description("Time of a stage of the path from a request to a list")
        .tags("surface", surface, "stage", stage)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  private void ranker(Trace.RankerCall call) {
    count("cairn.ranker.calls", "Lists that a ranker ordered", 1, "ranker", call.name());
    if (!call.problem().isEmpty()) {
      count("cairn.ranker.problems", "Lists for which the ranker failed", 1);
    }
  }

  private void source(Trace.SourceCall call) {
    String source = call.source();
    count("cairn.source.calls", "Times that a source was asked", 1, "source", source);
    String candidates = "Candidates that a source proposed";
    count("cairn.source.candidates", candidates, call.proposed(), "source", source);
    if (!call.problem().isEmpty()) {
      count("cairn.source.problems", "Times that a source failed or was late", 1, "source", source);
    }
  }

  private void count(String name, String description, double amount, String... tags) {
    Counter.builder(name).description(description).tags(tags).register(registry).increment(amount);
  }

  /** Shows everything in the text form of Prometheus. */
  void get(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
