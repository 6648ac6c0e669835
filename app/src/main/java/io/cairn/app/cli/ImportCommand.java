package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.engine.Engine;
import io.cairn.core.Progress;
import io.cairn.events.ImportPlan;
import io.cairn.events.ImportReport;
import io.cairn.events.Imports;
import io.cairn.events.UnreadableImportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files into the log, or says what would come of it. */
@Command(
    name = "import",
    description = {
      "Bring files of events, items and users into the log.",
      "Known are MovieLens, MovieTweetings, RankLens (Metarank), transactions (Online Retail),"
          + " Cairn's own JSON lines, and CSV, TSV, JSON lines and Parquet with columns that can be"
          + " guessed."
    },
    footer = {
      "",
      "Examples:",
      "  cairn import ml-1m/",
      "  cairn import --dry-run orders.csv items.csv"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, or folders of files.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The format of all files, where it is guessed wrongly.")
  private @Nullable String format;

  @Option(names = "--dry-run", description = "Read everything, report, and write nothing.")
  private boolean dryRun;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    EngineConfig config = options.load(console).engine();
    ImportPlan plan = plan();
    ImportReport report;
    try (TerminalProgress progress = console.progress()) {
      report = dryRun ? Imports.dryRun(plan, progress) : run(plan, config, progress);
    }
    boolean nothing = report.counts().eventsTotal() == 0;
    if (json.isJson()) {
      console.json(ImportPage.json(report));
    } else {
      new ImportPage(console).print(report, dryRun);
      console.out().println(next(nothing));
    }
    return (nothing ? ExitCode.BAD_INPUT : ExitCode.OK).code();
  }

  private ImportPlan plan() {
    try {
      return Imports.inspect(paths, Optional.ofNullable(format), console.clock().instant());
    } catch (UnreadableImportException e) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private String next(boolean nothing) {
    if (nothing) {
      return "nothing could be read: correct the file, or say what it is with --format";
    }
    return "next: " + (dryRun ? "the same without --dry-run" : home.next("cairn train"));
  }

  private ImportReport run(ImportPlan plan, EngineConfig config, Progress progress) {
    try (Engine engine = home.open(path -> Engine.open(path, config, progress))) {
      ImportReport report = engine.importing(log -> Imports.run(plan, log, progress), progress);
      new ImportRecords(home.home()).write(report, plan.now());
      return report;
    }
  }
}
