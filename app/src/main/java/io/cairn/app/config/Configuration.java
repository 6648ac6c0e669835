package io.cairn.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The configuration in force: the defaults, overridden by the user's file, overridden by settings
 * from the command line. Environment variables are not substituted. Immutable.
 *
 * @param engine the typed values
 * @param settings every key with its value and where it was set
 */
public record Configuration(EngineConfig engine, List<Setting> settings) {
  private static final ConfigOrigin COMMAND_LINE = ConfigOriginFactory.newSimple("--set");

  /** Copies the list. */
  public Configuration {
    settings = List.copyOf(settings);
  }

  /** Returns what is in force where nobody sets anything. */
  public static Configuration defaults() {
    return load(Optional.empty(), List.of());
  }

  /**
   * Reads the configuration.
   *
   * @param file the user's file; empty for the defaults
   * @param overrides settings of the form {@code key=value}, later ones win; a value that begins
   *     with a bracket, a brace or a quote is read as in the file, any other is taken as it stands
   * @throws InvalidConfigException with all problems of the file and the overrides together
   */
  public static Configuration load(Optional<Path> file, List<String> overrides) {
    List<String> problems = new ArrayList<>();
    Config defaults = defaultConfig();
    Config user = file.map(path -> parse(path, problems)).orElse(ConfigFactory.empty());
    for (String override : overrides) {
      user = parse(override, problems).withFallback(user);
    }
    Config merged = user.withFallback(defaults);
    Config resolved =
        attempt(() -> merged.resolve(ConfigResolveOptions.noSystem()), problems).orElse(defaults);
    EngineConfig engine = read(resolved.root(), problems);
    List<Setting> settings = Settings.of(EngineConfig.class, resolved.root(), defaults.root());
    return new Configuration(engine, settings);
  }

  /** Returns the defaults alone, with their comments. */
  static Config defaultConfig() {
    return ConfigFactory.parseResources(
        Configuration.class, "/cairn.conf", options(Origin.DEFAULTS));
  }

  private static EngineConfig read(ConfigObject root, List<String> problems) {
    try {
      EngineConfig engine = ConfigReader.read(root, EngineConfig.class);
      if (problems.isEmpty()) {
        return engine;
      }
    } catch (InvalidConfigException e) {
      problems.addAll(e.problems());
    }
    throw new InvalidConfigException(problems);
  }

  private static Config parse(Path file, List<String> problems) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      String why = Files.exists(file) ? "is not a readable file" : "does not exist";
      problems.add(file + ": the configuration file " + why + " (give another with --config)");
      return ConfigFactory.empty();
    }
    return attempt(() -> ConfigFactory.parseFile(file.toFile(), options(file.toString())), problems)
        .orElse(ConfigFactory.empty());
  }

  private static Config parse(String override, List<String> problems) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      problems.add("--set: `" + override + "` has no key and value (write key=value)");
      return ConfigFactory.empty();
    }
    String written = override.substring(equals + 1).strip();
    return attempt(() -> override(override.substring(0, equals).strip(), written), problems)
        .orElse(ConfigFactory.empty());
  }

  private static Config override(String key, String written) {
    ConfigUtil.splitPath(key);
    boolean structured = !written.isEmpty() && "[{\"".indexOf(written.charAt(0)) >= 0;
    ConfigValue value =
        structured
            ? ConfigFactory.parseString("v = " + written, options("--set")).getValue("v")
            : ConfigValueFactory.fromAnyRef(written);
    return ConfigFactory.empty().withValue(key, value.withOrigin(COMMAND_LINE));
  }

  private static ConfigParseOptions options(String place) {
    return ConfigParseOptions.defaults()
        .setSyntax(ConfigSyntax.CONF)
        .setAllowMissing(false)
        .setOriginDescription(place);
  }

  /** Turns the library's exceptions into problems with a place. */
  static Optional<Config> attempt(Supplier<Config> step, List<String> problems) {
    try {
      return Optional.of(step.get());
    } catch (ConfigException e) {
      String message = String.valueOf(e.getMessage());
      if (e.origin() == null) {
        problems.add("--set: " + message);
      } else {
        String place = e.origin().description() + ": ";
        String what = message.startsWith(place) ? message.substring(place.length()) : message;
        String first = what.substring(0, 1).toLowerCase(Locale.ROOT);
        problems.add(Origin.of(e.origin()) + ": " + first + what.substring(1));
      }
      return Optional.empty();
    }
  }
}
