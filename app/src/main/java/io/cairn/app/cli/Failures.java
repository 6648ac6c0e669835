package io.cairn.app.cli;

import io.cairn.app.config.InvalidConfigException;
import io.cairn.core.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into one sentence on standard error and an exit code. Stack traces are for
 * {@code --verbose}.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (Cairn.isVerbose(command)) {
      e.printStackTrace(console.err());
    }
    return switch (e) {
      case CommandFailedException failed -> print(failed.exitCode(), message(failed));
      case InvalidConfigException invalid -> {
        invalid.problems().forEach(console.err()::println);
        yield ExitCode.USAGE.code();
      }
      case UncheckedIOException failed -> print(ExitCode.FAILED, message(failed));
      case IOException failed -> print(ExitCode.FAILED, sentence(failed));
      case IllegalArgumentException refused -> print(ExitCode.FAILED, message(refused));
      default ->
          print(
              ExitCode.FAILED,
              "this is a defect of Cairn: " + e + " (--verbose shows where; please report it)");
    };
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String what =
        e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? unknown(unmatched.getUnmatched().getFirst(), command)
            : uncapitalized(message(e));
    String name = command.getCommandSpec().qualifiedName();
    return print(ExitCode.USAGE, what + "; see '" + name + " --help'");
  }

  private int print(ExitCode exit, String sentence) {
    console.err().println("cairn: " + sentence);
    return exit.code();
  }

  private static String unknown(String argument, CommandLine command) {
    boolean isOption = argument.startsWith("-");
    boolean hasCommands = !command.getSubcommands().isEmpty();
    List<String> known =
        (isOption
                ? command.getCommandSpec().options().stream().flatMap(o -> Stream.of(o.names()))
                : command.getSubcommands().keySet().stream())
            .toList();
    String kind = isOption ? "option" : hasCommands ? "command" : "argument";
    String remedy =
        Nearest.to(argument, known).map(near -> " (did you mean '" + near + "'?)").orElse("");
    return "unknown " + kind + " '" + argument + "'" + remedy;
  }

  /** An unchecked failure without words of its own has those of its cause. */
  static String message(Exception e) {
    String message = String.valueOf(e.getMessage());
    return e.getCause() instanceof IOException cause && message.equals(cause.toString())
        ? sentence(cause)
        : message;
  }

  /** Says what is wrong with a file where the failure itself only names it. */
  static String sentence(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
      case AccessDeniedException denied -> "no permission to use " + denied.getFile();
      case FileAlreadyExistsException exists -> exists.getFile() + " is a file and no folder";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String uncapitalized(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
