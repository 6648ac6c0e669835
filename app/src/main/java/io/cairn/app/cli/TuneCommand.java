package io.cairn.app.cli;

import io.cairn.app.config.Durations;
import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Home;
import io.cairn.app.engine.TuningJob;
import io.cairn.training.SearchReport;
import io.cairn.training.SearchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for better hyperparameters of a ranking model. */
@Command(
    name = "tune",
    description = {
      "Search for better hyperparameters of a ranking model within a time.",
      "Prints what to put into the configuration; publishes nothing. Ctrl-C ends the search early,"
          + " with the best so far."
    },
    footer = {
      "",
      "Examples:",
      "  cairn tune --budget 30m",
      "  cairn tune --ranker dcn --budget 1h --out tuned.conf",
      "  cairn train --config tuned.conf"
    })
final class TuneCommand implements Callable<Integer> {
  @Option(
      names = "--ranker",
      paramLabel = "NAME",
      description =
          "Which ranking model, one of training.rankers (default: the first of the pipeline).")
  private @Nullable String ranker;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description = "How long to search once the examples are built, such as 90s (default: 10m).")
  private String budget = "10m";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides which hyperparameters are tried (default: 1).")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the best to this new file, to be given with --config.")
  private @Nullable Path out;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    String name = name(config);
    try (Interruption interruption = new Interruption()) {
      SearchSettings settings = settings(interruption);
      refuseToOverwrite();
      SearchReport report = search(config, name, settings);
      TunedFile file = new TunedFile(report, options.file(console));
      if (json.isJson()) {
        console.json(TunePage.page(report, settings, file));
      } else {
        TunePage.print(console, report, file);
        TunePage.printNext(console, report, home, out);
      }
      write(file);
    }
    return ExitCode.OK.code();
  }

  private String name(EngineConfig config) {
    if (ranker != null) {
      return ranker;
    }
    return config.pipeline().ranker().models().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    ExitCode.USAGE,
                    "pipeline.ranker.models names no ranking model, name one with --ranker"));
  }

  private SearchSettings settings(Interruption interruption) {
    try {
      return new SearchSettings(
          Durations.read(budget),
          seed,
          () -> ChronoUnit.NANOS.between(Instant.EPOCH, console.clock().instant()),
          interruption);
    } catch (IllegalArgumentException e) {
      String what = String.valueOf(e.getMessage()).replaceFirst("^budget ", "");
      throw new CommandFailedException(ExitCode.USAGE, "--budget " + what, e);
    }
  }

  /** Says so before the search rather than after it. */
  private void refuseToOverwrite() {
    if (out == null) {
      return;
    }
    Path folder = out.toAbsolutePath().getParent();
    if (Files.exists(out)) {
      throw new CommandFailedException(
          ExitCode.USAGE, out + " is there already, name a new file with --out or delete it");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailedException(
          ExitCode.USAGE, "there is no folder " + folder + " for --out, make it first");
    }
  }

  private SearchReport search(EngineConfig config, String name, SearchSettings settings) {
    try (TerminalProgress progress = console.progress();
        Home open = home.open(Home::openReadOnly)) {
      Instant now = console.clock().instant();
      return new TuningJob(config, open.log(), open.registry(), Version.line(), now)
          .run(name, settings, progress);
    } catch (CancellationException e) {
      throw new CommandFailedException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private void write(TunedFile file) {
    if (out == null) {
      return;
    }
    try {
      Files.writeString(out, file.text(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + out + ": " + Failures.sentence(e), e);
    }
  }
}
