package io.cairn.app.cli;

import io.cairn.app.config.EngineConfig;
import io.cairn.app.config.RuleFile;
import io.cairn.app.engine.Engine;
import io.cairn.app.engine.RuleSimulation;
import io.cairn.core.Rule;
import io.cairn.recommender.rules.RuleChecks;
import io.cairn.recommender.rules.RuleProblem;
import io.cairn.recommender.rules.Rulebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows rules, checks them, and says what others would change. */
@Command(
    name = "rules",
    description = {
      "Show the rules that hold, check others, or say what they would change.",
      "simulate makes the newest lists of the log again, with the rules that hold and with those of"
          + " the file beside them, both from the rows and models as they are now. Nothing is"
          + " written, and a server may have the home open."
    },
    footer = {
      "",
      "Examples:",
      "  cairn rules list",
      "  cairn rules check new.conf",
      "  cairn rules simulate new.conf --since 1d"
    })
final class RulesCommand implements Callable<Integer> {

  /** What to do. */
  enum Action {
    /** Show the rules that hold. */
    list,
    /** Check the rules of a file beside those that hold. */
    check,
    /** Say what the rules of a file would change. */
    simulate
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "One of list, check, simulate.")
  private @Nullable Action action;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "A file with rules = [ … ], as in the configuration, or as JSON, such as a server"
              + " answers.")
  private @Nullable Path file;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Take lists of so long before the newest one (default: 1d).")
  private String since = "1d";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Take at most so many lists, the newest (default: 1000).")
  private int limit = 1_000;

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private ConfigOptions options = new ConfigOptions();

  private final Console console;

  RulesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (action == null) {
      return Cairn.usage(console, spec);
    }
    run(action);
    return ExitCode.OK.code();
  }

  private void run(Action todo) {
    EngineConfig config = options.load(console).engine();
    Optional<RuleFile> rules =
        todo == Action.list ? Optional.empty() : Optional.of(RuleFile.read(file(todo)));
    if (limit < 1) {
      throw new CommandFailedException(ExitCode.USAGE, "--limit must be at least 1, was " + limit);
    }
    try (TerminalProgress progress = console.progress();
        Engine engine = home.open(path -> Engine.openReadOnly(path, config, progress))) {
      rules.ifPresent(other -> check(engine, other));
      List<Rule> others = rules.map(RuleFile::rules).orElse(List.of());
      switch (todo) {
        case list -> RulesPage.list(console, engine, json.isJson());
        case check -> RulesPage.checked(console, others, json.isJson());
        case simulate -> simulate(engine, others, progress);
      }
    }
  }

  private Path file(Action todo) {
    if (file == null) {
      throw new CommandFailedException(
          ExitCode.USAGE, "%s needs a FILE with rules = [ … ]".formatted(todo));
    }
    return file;
  }

  /** Refuses rules that could not be put. */
  private static void check(Engine engine, RuleFile file) {
    Rulebook book = engine.recommender().rulebook();
    List<Rule> rules = file.rules();
    Set<String> replaced = rules.stream().map(Rule::id).collect(Collectors.toSet());
    List<Rule> all = new ArrayList<>(book.rules());
    all.removeIf(rule -> replaced.contains(rule.id()));
    all.addAll(rules);
    List<RuleProblem> problems = new ArrayList<>(engine.config().pipeline().ruleChecks().of(all));
    problems.addAll(RuleChecks.ofItems(rules, book::knows));
    file.refuse(problems);
  }

  private void simulate(Engine engine, List<Rule> rules, TerminalProgress progress) {
    var shown = RecentLists.of(engine.log(), since, limit);
    RuleSimulation.Report report = new RuleSimulation(engine, rules).run(shown, progress);
    RulesPage.simulated(console, report, json.isJson());
  }
}
