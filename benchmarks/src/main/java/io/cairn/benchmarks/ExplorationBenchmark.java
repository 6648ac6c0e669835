package io.cairn.benchmarks;

import io.cairn.recommender.reranking.EpsilonGreedy;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.LinearThompson;
import io.cairn.recommender.reranking.Linucb;
import io.cairn.recommender.reranking.NewItems;
import io.cairn.recommender.reranking.Scope;
import io.cairn.recommender.reranking.Thompson;
import io.cairn.recommender.reranking.Ucb;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What explorers lose while they learn: in worlds of known click rates, which drift and where new
 * items come, each makes the lists, and the clicks that the best lists would have had more are
 * summed up. Without one, lists are in the order of the rates as they are known. The worlds are the
 * same for all; intervals are over worlds.
 */
public final class ExplorationBenchmark {
  private static final int STEP = 500;

  /** Student's t for 19 degrees of freedom at 97.5 %; a little too wide for more worlds. */
  private static final double T = 2.093;

  private static final Scope EVERYWHERE = new Scope(DriftingWorld.ITEMS, 1, 1);

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final int requests;
  private final int worlds;

  private ExplorationBenchmark(int requests, int worlds) {
    this.requests = requests;
    this.worlds = worlds;
  }

  /**
   * Prints the tables and draws the curves.
   *
   * @param arguments the number of requests, the number of worlds, the file to draw into, and the
   *     policies to play; all may be left out
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
    int worlds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    ExplorationBenchmark benchmark = new ExplorationBenchmark(requests, worlds);
    Set<String> wanted = Arrays.stream(arguments).skip(3).collect(Collectors.toSet());
    Optional<Path> chart = Arrays.stream(arguments).skip(2).findFirst().map(Path::of);
    benchmark.run(wanted, chart);
  }

  private static Map<String, Optional<Explorer>> policies() {
    Map<String, Optional<Explorer>> policies = new LinkedHashMap<>();
    policies.put("none", Optional.empty());
    policies.put(
        "epsilon-greedy", Optional.of(new EpsilonGreedy(EVERYWHERE, 0.1, Optional.empty())));
    policies.put("thompson", Optional.of(new Thompson(EVERYWHERE, "neighbor_ctr")));
    policies.put("ucb-bayes", Optional.of(new Ucb(EVERYWHERE, "neighbor_ctr", Ucb.Bound.BAYES)));
    policies.put("linear-thompson", Optional.of(new LinearThompson(EVERYWHERE, "linear_ctr", 0.3)));
    policies.put(
        "new-items",
        Optional.of(
            new NewItems(
                new Scope(DriftingWorld.ITEMS, 3, 3), "neighbor_ctr", 80, Optional.empty())));
    policies.put("linucb", Optional.of(new Linucb(EVERYWHERE, "linear_ctr", 0.3)));
    policies.put("thompson-segments", Optional.of(new Thompson(EVERYWHERE, "segment_ctr")));
    policies.put("ucb1", Optional.of(new Ucb(EVERYWHERE, "neighbor_ctr", Ucb.Bound.UCB1)));
    return policies;
  }

  /** Plays the wanted policies, or all where none is named; draws again after each. */
  private void run(Set<String> wanted, Optional<Path> chart) throws IOException {
    out.println(Machine.describe());
    out.printf(
        "%,d requests in each of %d worlds of %d items, lists of %d%n",
        requests, worlds, DriftingWorld.ITEMS, DriftingWorld.PLACES);
    out.println(
        "policy                clicks lost, 95 %                of none  clicks  |  good: known"
            + " within 500, median  |  bad: at most 100, median, most  |  seconds");
    List<RegretChart.Curve> curves = new ArrayList<>();
    double[] none = new double[0];
    Map<String, Optional<Explorer>> policies = policies();
    policies.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
    for (Map.Entry<String, Optional<Explorer>> policy : policies.entrySet()) {
      long start = System.nanoTime();
      List<ExplorationLoop.Outcome> outcomes =
          IntStream.range(0, worlds)
              .parallel()
              .mapToObj(seed -> new ExplorationLoop(policy.getValue(), seed).play(requests, STEP))
              .toList();
      double[] last =
          outcomes.stream().mapToDouble(o -> o.regrets()[requests / STEP - 1]).toArray();
      none = none.length == 0 ? last : none;
      print(policy.getKey(), outcomes, none, (System.nanoTime() - start) / 1e9);
      curves.add(curve(policy.getKey(), outcomes));
      if (chart.isPresent()) {
        Files.writeString(chart.get(), new RegretChart(curves, requests).svg());
      }
    }
  }

  private void print(
      String name, List<ExplorationLoop.Outcome> outcomes, double[] none, double seconds) {
    RegretChart.Curve curve = curve(name, outcomes);
    int end = requests / STEP - 1;
    out.printf(
        "%-20s  %8.0f (%.0f to %.0f)  %8.2f  %6.0f  |  %s  |  %s  |  %.0f%n",
        name,
        curve.mean()[end],
        curve.low()[end],
        curve.high()[end],
        curve.mean()[end] / Arrays.stream(none).average().orElse(1),
        outcomes.stream().mapToDouble(ExplorationLoop.Outcome::clicks).average().orElse(0),
        good(outcomes),
        bad(outcomes),
        seconds);
  }

  private String good(List<ExplorationLoop.Outcome> outcomes) {
    int[] until =
        arrivals(outcomes, DriftingWorld.Fate.GOOD)
            .mapToInt(ExplorationLoop.Arrival::shownUntilKnown)
            .map(shown -> shown < 0 ? Integer.MAX_VALUE : shown)
            .sorted()
            .toArray();
    long within = Arrays.stream(until).filter(shown -> shown <= 500).count();
    int median = until.length == 0 ? 0 : until[until.length / 2];
    return "%d of %d, %s"
        .formatted(within, until.length, median == Integer.MAX_VALUE ? "never" : median);
  }

  private String bad(List<ExplorationLoop.Outcome> outcomes) {
    int[] shown =
        arrivals(outcomes, DriftingWorld.Fate.BAD)
            .mapToInt(ExplorationLoop.Arrival::shown)
            .sorted()
            .toArray();
    long within = Arrays.stream(shown).filter(times -> times <= 100).count();
    return shown.length == 0
        ? "none"
        : "%d of %d, %d, %d"
            .formatted(within, shown.length, shown[shown.length / 2], shown[shown.length - 1]);
  }

  private Stream<ExplorationLoop.Arrival> arrivals(
      List<ExplorationLoop.Outcome> outcomes, DriftingWorld.Fate fate) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.arrivals().stream())
        .filter(arrival -> arrival.fate() == fate)
        .filter(arrival -> arrival.request() + ExplorationLoop.FOLLOWED <= requests);
  }

  private static RegretChart.Curve curve(String name, List<ExplorationLoop.Outcome> outcomes) {
    int n = outcomes.getFirst().regrets().length;
    double[] mean = new double[n];
    double[] low = new double[n];
    double[] high = new double[n];
    for (int step = 0; step < n; step++) {
      int at = step;
      double[] regrets = outcomes.stream().mapToDouble(o -> o.regrets()[at]).toArray();
      double average = Arrays.stream(regrets).average().orElse(0);
      double squares = Arrays.stream(regrets).map(r -> (r - average) * (r - average)).sum();
      double half = T * Math.sqrt(squares / Math.max(regrets.length - 1, 1) / regrets.length);
      mean[step] = average;
      low[step] = average - half;
      high[step] = average + half;
    }
    return new RegretChart.Curve(name, mean, low, high);
  }
}
