package io.cairn.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** A file that is going to be imported, and how. Immutable. */
public final class PlannedFile {

  /** Opens the rows of a file. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens the rows at the first one.
     *
     * @param bytesRead is told how many bytes were read from disk, again and again
     */
    Rows open(LongConsumer bytesRead) throws IOException;
  }

  /**
   * How the rows are read.
   *
   * @param header whether the first row names the columns
   */
  record Reading(Opener rows, boolean header, Supplier<RowImporter> importer) {}

  private final FileHead head;
  private final String format;
  private final TableKind kind;
  private final List<String> columns;
  private final Reading reading;

  PlannedFile(FileHead head, String format, TableKind kind, List<String> columns, Reading reading) {
    this.head = head;
    this.format = format;
    this.kind = kind;
    this.columns = List.copyOf(columns);
    this.reading = reading;
  }

  /** Returns where the file is. */
  public Path path() {
    return head.file().path();
  }

  /** Returns the form that it is in, one of {@link Imports#formats()}. */
  public String format() {
    return format;
  }

  /** Returns what each column means, such as {@code user ← userId}. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the first lines, shortened; empty for Parquet. */
  public List<String> samples() {
    return head.samples();
  }

  TableKind kind() {
    return kind;
  }

  InputFile file() {
    return head.file();
  }

  Reading reading() {
    return reading;
  }
}
