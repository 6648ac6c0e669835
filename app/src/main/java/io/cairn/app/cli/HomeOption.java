package io.cairn.app.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Mixed into every command that reads or writes the engine's state. */
public final class HomeOption {
  private static final Path DEFAULT = Path.of("cairn-data");

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The folder that holds everything (default: ./cairn-data).")
  private Path home = DEFAULT;

  /** Makes the option with its default; picocli sets it. */
  public HomeOption() {}

  /** Returns the folder, which may not exist yet. */
  public Path home() {
    return home;
  }

  /**
   * Opens the folder.
   *
   * @param opening opens it, and throws {@link UncheckedIOException} if it cannot
   * @throws CommandFailedException if it cannot be opened, with {@link ExitCode#UNAVAILABLE}
   */
  <T> T open(Function<Path, T> opening) {
    try {
      return opening.apply(home);
    } catch (UncheckedIOException e) {
      throw new CommandFailedException(ExitCode.UNAVAILABLE, Failures.message(e), e);
    }
  }

  /** Returns a command over the same folder, to be typed next. */
  String next(String command) {
    return home.equals(DEFAULT) ? command : command + " --home " + home;
  }
}
