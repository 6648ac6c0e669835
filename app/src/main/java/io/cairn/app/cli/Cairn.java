package io.cairn.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code cairn}, and the list of its subcommands.
 *
 * <p>A subcommand is one class in this package that implements {@code Callable<Integer>}, takes the
 * {@link Console} in its constructor, and returns {@link ExitCode#code()}. It mixes in the options
 * that all commands write alike ({@link HomeOption}, {@link ConfigOptions}, {@link JsonOption}),
 * prints results to {@link Console#out} and progress to {@link Console#progress()}, ends early with
 * a {@link CommandFailedException}, and has an example in its footer. It refers to the engine in
 * {@code call} only, so that other commands start without loading it. {@link #commands} is the one
 * place that names it; {@code CliTest} checks the conventions.
 */
@Command(
    name = "cairn",
    description = "A recommendation engine: from a file of events to explained recommendations.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {"", "Example:", "  cairn config --set server.port=9090"})
public final class Cairn implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  private final Console console;

  private Cairn(Console console) {
    this.console = console;
  }

  /** Runs the command line of this process and exits. */
  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /**
   * Runs a command.
   *
   * @return the exit code, one of {@link ExitCode}
   */
  public static int run(Console console, String... arguments) {
    int exit = commandLine(console).execute(arguments);
    boolean isCutOff = console.out().checkError();
    if (isCutOff) {
      console.err().println("cairn: the output is cut off: its disk is full, or nobody reads on");
    }
    console.err().flush();
    return isCutOff && exit == ExitCode.OK.code() ? ExitCode.FAILED.code() : exit;
  }

  /** The subcommands, in the order of the help. */
  private static List<Callable<Integer>> commands(Console console) {
    return List.of(
        new DemoCommand(console),
        new ImportCommand(console),
        new TrainCommand(console),
        new TuneCommand(console),
        new EvaluateCommand(console),
        new RecommendCommand(console),
        new ExplainCommand(console),
        new ServeCommand(console),
        new RulesCommand(console),
        new EventsCommand(console),
        new DoctorCommand(console),
        new ConfigCommand(console),
        new CompletionCommand(console));
  }

  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Cairn(console));
    commands(console).forEach(line::addSubcommand);
    line.getCommandSpec().versionProvider(() -> new String[] {Version.line()});
    line.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
    Failures failures = new Failures(console);
    return line.setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)))
        .setUsageHelpWidth(Math.clamp(console.outColumns(), 80, 100))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  @Override
  public Integer call() {
    return usage(console, spec);
  }

  /** Says what can be typed, because nothing was; returns the exit code. */
  static int usage(Console console, CommandSpec spec) {
    spec.commandLine().usage(console.err());
    return ExitCode.USAGE.code();
  }

  /** Returns whether the stack trace of a failure is wanted. */
  static boolean isVerbose(CommandLine command) {
    return command.getCommandSpec().root().userObject() instanceof Cairn cairn && cairn.verbose;
  }

  private static Ansi ansi(Console console) {
    boolean wanted = console.outColumns() > 0 && !console.environment().containsKey("NO_COLOR");
    return wanted ? Ansi.ON : Ansi.OFF;
  }
}
