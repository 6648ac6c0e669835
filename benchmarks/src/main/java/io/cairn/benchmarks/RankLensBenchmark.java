package io.cairn.benchmarks;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.ShownListsEvaluation;
import io.cairn.core.Progress;
import io.cairn.events.Imports;
import io.cairn.features.Feature;
import io.cairn.training.Interval;
import io.cairn.training.PropensityEstimator;
import io.cairn.training.RankerReport;
import io.cairn.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How well rankers order the lists of RankLens: learned from the first 80 % of the lists with a
 * click, judged on the others, in the order of time. Then the same trees with clicks weighed for
 * position bias, and without one group of features after the other.
 */
public final class RankLensBenchmark {
  private static final double SHARE = 0.8;

  /** The features of each group begin with one of these. */
  private static final Map<String, Predicate<String>> GROUPS =
      Map.of(
          "metadata",
          name ->
              Set.of("popularity", "vote_avg", "vote_cnt", "budget", "runtime", "year", "age")
                  .contains(name),
          "counts",
          name ->
              Set.of("item_popularity", "item_clicks", "item_impressions", "times_shown")
                  .contains(name),
          "item rates",
          name -> name.startsWith("item_ctr"),
          "taste rates",
          name -> name.startsWith("ctr_") || name.startsWith("lift_"),
          "taste",
          name ->
              name.startsWith("affinity_") || name.startsWith("words_") || name.startsWith("usual"),
          "vectors",
          name -> name.startsWith("vector_"),
          "sources",
          name -> name.endsWith("_score") || name.endsWith("_rank"));

  private final Home home;

  private RankLensBenchmark(Home home) {
    this.home = home;
  }

  /**
   * Prints the tables.
   *
   * @param arguments the folder of the data sets and the configuration; both may be left out
   * @throws IOException if a temporary folder cannot be used
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/datasets");
    Path conf = Path.of(arguments.length > 1 ? arguments[1] : "docs/examples/ranklens.conf");
    EngineConfig config = Configuration.load(Optional.of(conf), List.of()).engine();
    System.out.println(Machine.describe());
    Path folder = Files.createTempDirectory("cairn-ranklens");
    try (Home home = Home.open(folder)) {
      List<Path> files = List.of(data.resolve("ranklens/events.jsonl.gz"));
      Imports.run(
          Imports.inspect(files, Optional.empty(), Instant.now()), home.log(), Progress.NONE);
      new RankLensBenchmark(home).print(config);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void print(EngineConfig config) {
    List<RankerReport> ladder = evaluate(config, List.of("gbdt", "logistic", "dcn", "blend"));
    ladder
        .getFirst()
        .ndcg()
        .forEach(
            (name, interval) -> {
              if (!name.equals("new")) {
                row(name, interval);
              }
            });
    ladder.forEach(report -> row(report.name(), report.ofNew()));
    row("gbdt, debiased", evaluate(debiased(config), List.of("gbdt")).getFirst().ofNew());
    for (String group : new TreeSet<>(GROUPS.keySet())) {
      EngineConfig without = without(config, GROUPS.getOrDefault(group, _ -> false));
      row("gbdt without " + group, evaluate(without, List.of("gbdt")).getFirst().ofNew());
    }
  }

  private List<RankerReport> evaluate(EngineConfig config, List<String> rankers) {
    return new ShownListsEvaluation(config, home.log(), home.registry(), "benchmark", Instant.EPOCH)
        .evaluate(SHARE, rankers, Progress.NONE)
        .rankers();
  }

  private static void row(String name, Interval ndcg) {
    System.out.printf(
        "%-26s  NDCG@10 %.4f (%.4f to %.4f)%n", name, ndcg.mean(), ndcg.low(), ndcg.high());
  }

  private static EngineConfig debiased(EngineConfig config) {
    TrainingSettings training = config.training();
    TrainingSettings.RankerSettings plain = training.ranker("gbdt");
    Map<String, TrainingSettings.RankerSettings> rankers = new HashMap<>(training.rankers());
    rankers.put(
        "gbdt",
        new TrainingSettings.RankerSettings(
            plain.calibration(),
            Optional.of(PropensityEstimator.RegressionEm.withTrees(1)),
            plain.clip(),
            plain.trainer()));
    return with(
        config,
        config.features(),
        new TrainingSettings(
            training.basketTypes(),
            training.models(),
            training.examples(),
            rankers,
            training.gate(),
            training.every()));
  }

  private static EngineConfig without(EngineConfig config, Predicate<String> group) {
    List<Feature> kept =
        config.features().stream().filter(feature -> !group.test(feature.name())).toList();
    return with(config, kept, config.training());
  }

  private static EngineConfig with(
      EngineConfig config, List<Feature> features, TrainingSettings training) {
    return new EngineConfig(
        config.server(),
        config.storage(),
        config.events(),
        config.rows(),
        features,
        config.pipeline(),
        config.pages(),
        training,
        config.evaluation(),
        config.skew());
  }
}
