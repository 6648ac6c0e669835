package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.TrainingJob;
import io.cairn.events.Times;
import io.cairn.models.ModelArtifact;
import io.cairn.training.RankerReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains models from the log and publishes them. */
@Command(
    name = "train",
    description = {
      "Train models from the log and publish them.",
      "A server over the same home takes them up by itself."
    },
    footer = {
      "",
      "Examples:",
      "  cairn train --home cairn-data",
      "  cairn train --ranker logistic --from 2026-01-01"
    })
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--ranker",
      paramLabel = "NAME",
      description = "Train only this ranking model, one of training.rankers.")
  private @Nullable String ranker;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Learn from what happened at this time or later: a date, or a time with a zone.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Do not look at what happened at this time or later.")
  private @Nullable String to;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    TrainingJob.Wanted wanted =
        new TrainingJob.Wanted(
            Optional.ofNullable(ranker),
            time("--from", from, Instant.MIN),
            time("--to", to, Instant.MAX));
    TrainingJob.Result result;
    try (TerminalProgress progress = console.progress();
        Home open = home.open(Home::openReadOnly)) {
      result =
          new TrainingJob(
                  config, open.log(), open.registry(), Version.line(), console.clock().instant())
              .run(wanted, progress);
    }
    if (json.isJson()) {
      console.json(page(result));
    } else {
      print(console, result);
      printNext(result);
    }
    return (result.published().isEmpty() ? ExitCode.FAILED : ExitCode.OK).code();
  }

  private static Instant time(String option, @Nullable String text, Instant otherwise) {
    try {
      return text == null ? otherwise : Times.moment(option, text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private void printNext(TrainingJob.Result result) {
    if (result.published().isEmpty()) {
      console.out().println("no model could be trained: change training.models");
      return;
    }
    console.out().println("next: " + home.next("cairn recommend --user ID --explain"));
    console.out().println("      " + home.next("cairn evaluate"));
    console.out().println("      " + home.next("cairn serve"));
  }

  static void print(Console console, TrainingJob.Result result) {
    Table table = new Table("model", "version", "kind", "rows", "items", "pairs");
    for (ModelArtifact artifact : result.published()) {
      table.row(
          artifact.name(),
          artifact.version(),
          artifact.kind(),
          artifact.run().set().rows(),
          artifact.run().set().items(),
          artifact.run().set().cells());
    }
    if (!result.published().isEmpty()) {
      table.print(console);
    }
    result.rankers().forEach(report -> print(console, report));
    result.notes().forEach(note -> Wrapped.print(console, "note: " + note, "  "));
    result
        .skipped()
        .forEach((name, why) -> Wrapped.print(console, "not trained: " + name + ", " + why, "  "));
  }

  /** Prints how a ranking model did, and why it is not published if it is not. */
  private static void print(Console console, RankerReport report) {
    console
        .out()
        .println("%n%s, judged on the newest %,d lists:".formatted(report.name(), report.lists()));
    Table table = new Table("ordered by", "NDCG@10", "95 % interval");
    report
        .ndcg()
        .forEach(
            (name, interval) ->
                table.row(
                    name,
                    interval.mean(),
                    "%.4f to %.4f".formatted(interval.low(), interval.high())));
    table.print(console);
    if (report.isLiveOther()) {
      Wrapped.print(console, "the model in use wants other features, and was not compared", "  ");
    }
    if (!report.isPassed()) {
      Wrapped.print(console, "not published: " + report.refusal(), "  ");
    }
  }

  private static Map<String, Object> page(RankerReport report) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", report.name());
    page.put("lists", report.lists());
    Map<String, Object> ndcg = new LinkedHashMap<>();
    report
        .ndcg()
        .forEach(
            (name, interval) ->
                ndcg.put(
                    name,
                    Map.of(
                        "mean", interval.mean(), "low", interval.low(), "high", interval.high())));
    page.put("ndcg@10", ndcg);
    page.put("published", report.isPassed());
    page.put("refusal", report.refusal());
    return page;
  }

  private static Map<String, Object> page(TrainingJob.Result result) {
    List<Map<String, Object>> models =
        result.published().stream()
            .map(
                artifact ->
                    Map.<String, Object>of(
                        "name", artifact.name(),
                        "version", artifact.version(),
                        "kind", artifact.kind(),
                        "trainer", artifact.run().trainer(),
                        "items", artifact.run().set().items()))
            .toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("interactions", result.interactions());
    page.put("models", models);
    page.put("rankers", result.rankers().stream().map(TrainCommand::page).toList());
    page.put("notes", result.notes());
    page.put("not_trained", result.skipped());
    return page;
  }
}
