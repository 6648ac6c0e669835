package io.cairn.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Mixed into every command that reads or writes the engine's state. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The folder that holds everything (default: ./cairn-data).")
  private Path home = Path.of("cairn-data");

  /** Makes the option with its default; picocli sets it. */
  public HomeOption() {}

  /** Returns the folder, which may not exist yet. */
  public Path home() {
    return home;
  }
}
