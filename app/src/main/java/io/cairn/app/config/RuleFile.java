package io.cairn.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.cairn.core.Rule;
import io.cairn.recommender.rules.RuleProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A file of rules alone, with the key {@code rules} as in the section {@code pipeline} of the
 * configuration. JSON is a form of it too, also as a server answers it: one rule or all of them,
 * with {@code relax_after}, and with what is told of a rule beside it, which is passed over. For
 * use by one thread.
 */
public final class RuleFile {
  private static final String RULES = "rules";
  private static final String REVISION = "revision";
  private static final List<String> TOLD = List.of("origin", "active_on", REVISION, "changed");

  /** The whole file. */
  private record Whole(List<Rule> rules) {}

  private final Path file;
  private final Problems problems = new Problems();
  private final List<Rule> rules = new ArrayList<>();
  private final IdentityHashMap<Rule, ConfigObject> written = new IdentityHashMap<>();

  private RuleFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file. What is wrong with its rules is only told by {@link #refuse}, so that it is told
   * together.
   *
   * @throws InvalidConfigException if there is no such file, or it cannot be parsed
   */
  public static RuleFile read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InvalidConfigException(List.of(file + ": there is no such file of rules"));
    }
    RuleFile read = new RuleFile(file);
    read.read(parse(file));
    return read;
  }

  private static ConfigObject parse(Path file) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(file.toString());
    List<String> problems = new ArrayList<>();
    Optional<Config> parsed =
        Configuration.attempt(
            () ->
                ConfigFactory.parseFile(file.toFile(), options)
                    .resolve(ConfigResolveOptions.noSystem()),
            problems);
    return parsed.orElseThrow(() -> new InvalidConfigException(problems)).root();
  }

  private void read(ConfigObject root) {
    ConfigObject whole = asWritten(root);
    ConfigReader.read(whole, Whole.class, problems);
    if (whole.get(RULES) instanceof ConfigList list) {
      for (ConfigValue value : list) {
        if (value instanceof ConfigObject object) {
          ConfigReader.read(object, Rule.class, new Problems())
              .ifPresent(rule -> add(rule, object));
        }
      }
    }
  }

  private void add(Rule rule, ConfigObject at) {
    rules.add(rule);
    written.put(rule, at);
  }

  /** Returns what a server answered in the form of a file that somebody wrote. */
  private static ConfigObject asWritten(ConfigObject root) {
    if (root.containsKey("action") && !root.containsKey(RULES)) {
      return withRules(ConfigFactory.empty().root(), List.of(ruleAsWritten(root)));
    }
    return root.get(RULES) instanceof ConfigList rules
        ? withRules(root.withoutKey(REVISION), rules.stream().map(RuleFile::ruleAsWritten).toList())
        : root;
  }

  private static ConfigObject withRules(ConfigObject root, List<ConfigValue> rules) {
    return root.withValue(RULES, ConfigValueFactory.fromIterable(rules));
  }

  private static ConfigValue ruleAsWritten(ConfigValue value) {
    if (!(value instanceof ConfigObject rule)) {
      return value;
    }
    ConfigObject plain = rule;
    for (String told : TOLD) {
      plain = plain.withoutKey(told);
    }
    ConfigValue after = plain.get("relax_after");
    return after == null || plain.containsKey("relax-after")
        ? plain
        : plain.withoutKey("relax_after").withValue("relax-after", after);
  }

  /** Returns the rules that can be read, in their order. */
  public List<Rule> rules() {
    return List.copyOf(rules);
  }

  /**
   * Refuses the file if anything is wrong with it.
   *
   * @param more what is wrong with the rules beside what was found when they were read
   * @throws InvalidConfigException with all problems, each with its line where it is of this file
   */
  public void refuse(List<RuleProblem> more) {
    for (RuleProblem problem : more) {
      problems.add(at(problem), problem.toString());
    }
    problems.throwIfAny();
  }

  /** Returns what a problem is about: the part of the rule, else the rule, else the file. */
  private ConfigValue at(RuleProblem problem) {
    ConfigObject rule = written.get(problem.rule());
    return rule == null
        ? ConfigValueFactory.fromAnyRef("", file.toString())
        : at(rule, List.of(problem.field().split("\\.")));
  }

  private static ConfigValue at(ConfigObject object, List<String> path) {
    ConfigValue value = object.get(path.getFirst());
    if (value instanceof ConfigObject inner && path.size() > 1) {
      return at(inner, path.subList(1, path.size()));
    }
    return value == null ? object : value;
  }
}
