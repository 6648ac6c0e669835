package io.cairn.app.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import io.cairn.core.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of rules alone, with the key {@code rules} as in the section {@code pipeline} of the
 * configuration; JSON is a form of it too.
 */
public record RuleFile(List<Rule> rules) {
  /** Copies the list. */
  public RuleFile {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidConfigException if it cannot be read, with all its problems
   */
  public static List<Rule> read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InvalidConfigException(List.of(file + ": there is no such file of rules"));
    }
    return ConfigReader.read(parse(file), RuleFile.class).rules();
  }

  private static ConfigObject parse(Path file) {
    try {
      return ConfigFactory.parseFile(
              file.toFile(),
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.CONF)
                  .setOriginDescription(file.toString()))
          .resolve(ConfigResolveOptions.noSystem())
          .root();
    } catch (ConfigException e) {
      throw new InvalidConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }
}
