package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.TrainingJob;
import io.cairn.events.Times;
import io.cairn.models.ModelArtifact;
import io.cairn.training.RankerReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    List<ModelArtifact> retrieval = published(result, false);
    List<ModelArtifact> rankers = published(result, true);
    if (!retrieval.isEmpty()) {
      Table table = new Table("model", "version", "kind", "rows", "items", "pairs");
      for (ModelArtifact artifact : retrieval) {
        table.row(
            artifact.name(),
            artifact.version(),
            artifact.kind(),
            artifact.run().set().rows(),
            artifact.run().set().items(),
            artifact.run().set().cells());
      }
      table.print(console);
    }
    if (!rankers.isEmpty()) {
      console.out().print(retrieval.isEmpty() ? "" : System.lineSeparator());
      RankerPage.printPublished(console, rankers);
    }
    result.rankers().forEach(report -> RankerPage.print(console, report));
    result.notes().forEach(note -> Wrapped.print(console, "note: " + note, "  "));
    result
        .skipped()
        .forEach((name, why) -> Wrapped.print(console, "not trained: " + name + ", " + why, "  "));
  }

  private static List<ModelArtifact> published(TrainingJob.Result result, boolean isRanker) {
    Set<String> rankers =
        result.rankers().stream().map(RankerReport::name).collect(Collectors.toSet());
    return result.published().stream()
        .filter(artifact -> rankers.contains(artifact.name()) == isRanker)
        .toList();
  }

  private static Map<String, Object> page(TrainingJob.Result result) {
    List<Map<String, Object>> models = new ArrayList<>();
    for (ModelArtifact artifact : published(result, false)) {
      models.add(
          Map.of(
              "name", artifact.name(),
              "version", artifact.version(),
              "kind", artifact.kind(),
              "trainer", artifact.run().trainer(),
              "items", artifact.run().set().items()));
    }
    published(result, true).forEach(artifact -> models.add(RankerPage.page(artifact)));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("interactions", result.interactions());
    page.put("models", models);
    page.put("rankers", result.rankers().stream().map(RankerPage::page).toList());
    page.put("notes", result.notes());
    page.put("not_trained", result.skipped());
    return page;
  }
}
