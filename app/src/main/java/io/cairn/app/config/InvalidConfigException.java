package io.cairn.app.config;

import java.util.List;

/** The configuration has problems; the message has one line for each. */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /**
   * Collects problems.
   *
   * @param problems at least one, each with its place and its remedy
   */
  public InvalidConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * Collects problems that show when the configuration is put to use.
   *
   * @param problems at least one, each with its place and its remedy
   */
  public InvalidConfigException(List<String> problems, Throwable cause) {
    this(problems);
    initCause(cause);
  }

  /** Returns the problems, first place first. */
  public List<String> problems() {
    return problems;
  }
}
