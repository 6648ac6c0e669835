package io.cairn.app.cli;

/** Ends a command with one sentence for the person who typed it, and an exit code. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  /**
   * Ends the command.
   *
   * @param message what is wrong, with place and remedy; lowercase, without full stop
   */
  public CommandFailedException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Ends the command because of another failure, which {@code --verbose} shows. */
  public CommandFailedException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Returns what the process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
