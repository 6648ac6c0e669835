package io.cairn.events;

import java.nio.file.Path;

/**
 * A row that an import could not read. Immutable.
 *
 * @param line where it begins, from 1; in Parquet the number of the row
 * @param reason what is wrong, and what was expected
 */
public record BadRow(Path file, long line, String reason) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + reason;
  }
}
