package io.cairn.app.cli;

import io.cairn.app.config.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mixed into every command that the configuration changes. */
public final class ConfigOptions {
  /** The environment variable that names the configuration file. */
  static final String FILE_VARIABLE = "CAIRN_CONF";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (default: $CAIRN_CONF, else the defaults).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one setting of the file; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  /** Makes the options, not given; picocli sets them. */
  public ConfigOptions() {}

  /**
   * Reads the configuration.
   *
   * @throws io.cairn.app.config.InvalidConfigException with all its problems
   */
  public Configuration load(Console console) {
    return load(console, Optional.ofNullable(file));
  }

  /** Returns the file that is read; empty for the defaults. */
  Optional<Path> file(Console console) {
    return Optional.ofNullable(file).or(() -> named(console));
  }

  /** Reads the given file, else the one of the environment, with the overrides. */
  Configuration load(Console console, Optional<Path> given) {
    return Configuration.load(given.or(() -> named(console)), overrides);
  }

  private static Optional<Path> named(Console console) {
    return Optional.ofNullable(console.environment().get(FILE_VARIABLE))
        .filter(name -> !name.isBlank())
        .map(Path::of);
  }
}
