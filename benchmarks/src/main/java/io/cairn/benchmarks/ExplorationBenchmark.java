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
  private static final int POINTS = 100;

  /** Student's t for 19 degrees of freedom at 97.5 %; a little too wide for more worlds. */
  private static final double T = 2.093;

  private static final Scope EVERYWHERE = new Scope(DriftingWorld.ITEMS, 1, 1);

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final int requests;
  private final int worlds;
  private final int step;

  private ExplorationBenchmark(int requests, int worlds) {
    this.requests = requests;
    this.worlds = worlds;
    step = requests / POINTS;
  }

  /**
   * Prints the tables and draws the curves.
   *
   * @param arguments the number of requests, a multiple of 100, the number of worlds, the file to
   *     draw into, and the policies to play; all may be left out
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
                new Scope(DriftingWorld.ITEMS, 3, 3),
                "neighbor_ctr",
                80,
                Optional.empty(),
                Optional.empty())));
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
        "policy             clicks lost (95 %)     of none   less than the policy above |"
            + " good: known within 500, median | bad: at most 100, median, most");
    List<RegretChart.Curve> curves = new ArrayList<>();
    List<double[]> lost = new ArrayList<>();
    Map<String, Optional<Explorer>> policies = policies();
    policies.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
    for (Map.Entry<String, Optional<Explorer>> policy : policies.entrySet()) {
      List<ExplorationLoop.Outcome> outcomes =
          IntStream.range(0, worlds)
              .parallel()
              .mapToObj(seed -> new ExplorationLoop(policy.getValue(), seed).play(requests, step))
              .toList();
      lost.add(outcomes.stream().mapToDouble(o -> o.regrets()[POINTS - 1]).toArray());
      print(policy.getKey(), outcomes, lost);
      curves.add(curve(policy.getKey(), outcomes));
      if (chart.isPresent()) {
        Files.writeString(chart.get(), new RegretChart(curves, requests).svg());
      }
    }
  }

  /**
   * Prints a line.
   *
   * @param lost by policy and world, the last of this policy
   */
  private void print(String name, List<ExplorationLoop.Outcome> outcomes, List<double[]> lost) {
    double[] ours = lost.getLast();
    double[] above = lost.get(Math.max(lost.size() - 2, 0));
    double[] less = new double[ours.length];
    Arrays.setAll(less, world -> above[world] - ours[world]);
    double none = Arrays.stream(lost.getFirst()).average().orElse(1);
    out.printf(
        "%-18s %s %7.2f   %s | %s | %s%n",
        name,
        Range.of(ours),
        Range.of(ours).mean() / none,
        lost.size() > 1 ? Range.of(less) : "-",
        good(outcomes),
        bad(outcomes));
  }

  /** A mean over worlds, and its interval. */
  private record Range(double mean, double low, double high) {
    static Range of(double[] values) {
      double mean = Arrays.stream(values).average().orElse(0);
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double half = T * Math.sqrt(squares / Math.max(values.length - 1, 1) / values.length);
      return new Range(mean, mean - half, mean + half);
    }

    @Override
    public String toString() {
      return "%.0f (%.0f to %.0f)".formatted(mean, low, high);
    }
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
    for (int point = 0; point < n; point++) {
      int at = point;
      double[] regrets = outcomes.stream().mapToDouble(o -> o.regrets()[at]).toArray();
      Range range = Range.of(regrets);
      mean[point] = range.mean();
      low[point] = range.low();
      high[point] = range.high();
    }
    return new RegretChart.Curve(name, mean, low, high);
  }
}
