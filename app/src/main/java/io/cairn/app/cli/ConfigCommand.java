package io.cairn.app.cli;

import io.cairn.app.config.ConfigPage;
import io.cairn.app.config.Configuration;
import io.cairn.app.config.InvalidConfigException;
import io.cairn.app.config.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the configuration in force, or checks a file. */
@Command(
    name = "config",
    description = "Print the configuration in force and where it was set, or check a file.",
    footer = {
      "",
      "Examples:",
      "  cairn config --config my.conf --set server.port=9090",
      "  cairn config --check my.conf"
    })
final class ConfigCommand implements Callable<Integer> {
  private record Shown(@Nullable Object value, String origin) {}

  private record Checked(String file, List<String> problems) {}

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Only say whether the file is right, with all its problems.")
  private @Nullable Path check;

  @Option(names = "--markdown", description = "Print docs/configuration.md.")
  private boolean markdown;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (check != null) {
      return check(check);
    }
    if (markdown) {
      console.out().print(ConfigPage.markdown());
    } else if (json.isJson()) {
      printJson(options.load(console));
    } else {
      options.load(console).settings().forEach(this::print);
    }
    return ExitCode.OK.code();
  }

  private int check(Path file) {
    try {
      options.load(console, Optional.of(file));
    } catch (InvalidConfigException e) {
      if (!json.isJson()) {
        throw e;
      }
      console.json(new Checked(file.toString(), e.problems()));
      return ExitCode.USAGE.code();
    }
    if (json.isJson()) {
      console.json(new Checked(file.toString(), List.of()));
    } else {
      console.out().println(file + ": no problems");
    }
    return ExitCode.OK.code();
  }

  private void printJson(Configuration configuration) {
    Map<String, Shown> settings = new LinkedHashMap<>();
    for (Setting setting : configuration.settings()) {
      settings.put(setting.key(), new Shown(setting.plain(), setting.origin()));
    }
    console.json(settings);
  }

  /** Prints a setting as it may stand in a file, with its comment above and its origin beside. */
  private void print(Setting setting) {
    setting.comment().lines().forEach(line -> console.out().println("# " + line));
    console
        .out()
        .println(setting.key() + " = " + setting.value() + "  # from " + setting.origin() + "\n");
  }
}
