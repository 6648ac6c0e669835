package io.cairn.events;

import java.nio.file.Path;

/** Says why a file or folder cannot be imported at all, and what to do. */
public final class UnreadableImportException extends IllegalArgumentException {
  private final String reason;

  /**
   * Makes a problem of one sentence.
   *
   * @param path the file or folder
   * @param reason what is wrong with it, and the remedy
   */
  public UnreadableImportException(Path path, String reason) {
    super(path + ": " + reason);
    this.reason = reason;
  }

  /** Returns what is wrong, without the path. */
  public String reason() {
    return reason;
  }
}
