package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.TrainingJob;
import io.cairn.models.ModelArtifact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains models from the log and publishes them. */
@Command(
    name = "train",
    description = {
      "Train models from the log and publish them.",
      "A server over the same home takes them up by itself."
    },
    footer = {"", "Example:", "  cairn train --home cairn-data"})
final class TrainCommand implements Callable<Integer> {
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
    TrainingJob.Result result;
    try (TerminalProgress progress = console.progress();
        Home open = home.open(Home::openReadOnly)) {
      result =
          new TrainingJob(
                  config, open.log(), open.registry(), Version.line(), console.clock().instant())
              .run(progress);
    }
    if (json.isJson()) {
      console.json(page(result));
    } else {
      print(console, result);
      printNext(result);
    }
    return (result.published().isEmpty() ? ExitCode.FAILED : ExitCode.OK).code();
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
    result
        .skipped()
        .forEach((name, why) -> Wrapped.print(console, "not trained: " + name + ", " + why, "  "));
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
    page.put("not_trained", result.skipped());
    return page;
  }
}
