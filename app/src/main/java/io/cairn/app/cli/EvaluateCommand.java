package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.ShownListsEvaluation;
import io.cairn.core.EventWeights;
import io.cairn.core.Progress;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Surroundings;
import io.cairn.training.EvaluationJson;
import io.cairn.training.EvaluationReport;
import io.cairn.training.EvaluationSettings;
import io.cairn.training.Evaluator;
import io.cairn.training.GivenSplit;
import io.cairn.training.Split;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges the path and its sources beside baselines. */
@Command(
    name = "evaluate",
    description = {
      "Judge the pipeline and each of its sources beside baselines, on events that they did not"
          + " learn from.",
      "The full catalogue is ranked, without what users saw in training. Nothing is written."
    },
    footer = {
      "",
      "Examples:",
      "  cairn evaluate --split temporal --k 10,20",
      "  cairn evaluate --split shown --ranker gbdt,logistic",
      "  cairn evaluate --train train.txt --test test.txt --json"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int CUTOFF_MAX = 1_000;

  private enum SplitName {
    TEMPORAL,
    LEAVE_ONE_OUT,
    SHOWN;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = {
        "How the log is divided: ${COMPLETION-CANDIDATES} (default: temporal).",
        "With shown, ranking models order lists that were shown again."
      })
  private SplitName split = SplitName.TEMPORAL;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description =
          "The share of interactions, or of shown lists, before the cut in time (default: 0.8).")
  private double share = 0.8;

  @Option(
      names = "--k",
      paramLabel = "K",
      split = ",",
      description = "How many places count (default: evaluation.cutoffs).")
  private List<Integer> cutoffs = new ArrayList<>();

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Learn from this file in place of the log: 'user item item …' a line.")
  private @Nullable Path train;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Ask for this file, of the same form.")
  private @Nullable Path test;

  @Option(
      names = "--ranker",
      paramLabel = "NAME",
      split = ",",
      description =
          "With --split shown, the ranking models to judge (default: all of training.rankers).")
  private List<String> rankers = new ArrayList<>();

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    check();
    if (split == SplitName.SHOWN) {
      return ofShownLists(config);
    }
    EvaluationReport report;
    try (TerminalProgress progress = console.progress()) {
      report =
          train == null || test == null
              ? ofLog(config, progress)
              : ofFiles(config, train, test, progress);
    }
    if (json.isJson()) {
      console.json(EvaluationJson.of(report));
    } else {
      EvaluationPage.print(console, report);
    }
    return ExitCode.OK.code();
  }

  /** Judges ranking models by the lists that were shown. */
  private int ofShownLists(EngineConfig config) {
    ShownListsEvaluation.Result result;
    try (TerminalProgress progress = console.progress();
        Home open = home.open(Home::openReadOnly)) {
      List<String> names =
          rankers.isEmpty()
              ? config.training().rankers().keySet().stream().sorted().toList()
              : rankers;
      result =
          new ShownListsEvaluation(
                  config, open.log(), open.registry(), Version.line(), console.clock().instant())
              .evaluate(share, names, progress);
    }
    if (json.isJson()) {
      Map<String, Object> page = new LinkedHashMap<>();
      page.put("split", "shown");
      page.put("rankers", result.rankers().stream().map(RankerPage::judged).toList());
      page.put("notes", result.notes());
      console.json(page);
    } else {
      result.rankers().forEach(report -> RankerPage.printJudged(console, report));
      result.notes().forEach(note -> Wrapped.print(console, "note: " + note, "  "));
    }
    return ExitCode.OK.code();
  }

  private void check() {
    if ((train == null) != (test == null)) {
      throw new CommandFailedException(ExitCode.USAGE, "--train and --test go together");
    }
    if (!(share > 0 && share < 1)) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--share must be between 0 and 1, was " + share);
    }
    cutoffs.stream()
        .filter(cutoff -> cutoff < 1 || cutoff > CUTOFF_MAX)
        .findFirst()
        .ifPresent(
            cutoff -> {
              throw new CommandFailedException(
                  ExitCode.USAGE, "--k must be in [1, %d], was %d".formatted(CUTOFF_MAX, cutoff));
            });
  }

  private EvaluationReport ofLog(EngineConfig config, Progress progress) {
    Split chosen = chosen();
    try (Home open = home.open(Home::openReadOnly);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return evaluator(config, config.featureSet(), config.pipeline(), around(executor))
          .evaluate(open.log(), chosen, progress);
    }
  }

  /**
   * The files say who had to do with what: every pair weighs 1, and no history is cut. Without
   * times there is nothing that a ranker could learn from, so fusion orders.
   */
  private EvaluationReport ofFiles(
      EngineConfig config, Path trainFile, Path testFile, Progress progress) {
    GivenSplit given = read(trainFile, testFile);
    FeatureSettings rows = config.featureSettings();
    FeatureSet features =
        new FeatureSet(
            new FeatureSettings(
                new EventWeights(Map.of(), 1, 0, 1),
                Integer.MAX_VALUE,
                rows.recentEventsMax(),
                List.of("*"),
                rows.popularityHalfLife(),
                rows.trendHalfLife(),
                rows.segments()),
            config.features());
    PipelineSettings pipeline = config.pipeline().withRanker(PipelineSettings.Learned.NONE);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return evaluator(config, features, pipeline, around(executor))
          .evaluate(given.log(), given.holdout(), "given", progress);
    }
  }

  private static GivenSplit read(Path trainFile, Path testFile) {
    try {
      return GivenSplit.read(trainFile, testFile);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, Failures.message(e), e);
    }
  }

  private static Surroundings around(ExecutorService executor) {
    return new Surroundings(
        executor, Runtime.getRuntime().availableProcessors(), System::nanoTime, (_, _) -> {});
  }

  private Evaluator evaluator(
      EngineConfig config, FeatureSet features, PipelineSettings pipeline, Surroundings around) {
    EvaluationSettings settings =
        cutoffs.isEmpty()
            ? config.evaluation()
            : new EvaluationSettings(
                cutoffs, config.evaluation().usersMax(), config.evaluation().seed());
    return new Evaluator(features, config.training(), pipeline, settings, around);
  }

  private Split chosen() {
    return switch (split) {
      case TEMPORAL -> new Split.Temporal(share);
      case LEAVE_ONE_OUT -> new Split.LeaveOneOut();
      case SHOWN -> throw new IllegalStateException("shown lists are no split of interactions");
    };
  }
}
