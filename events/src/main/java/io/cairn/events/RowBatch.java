package io.cairn.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows that wait until they are enough to be prepared side by side; blank ones are left out. For
 * use by one thread.
 */
final class RowBatch {
  private static final int ROWS_MAX = 2_000;
  private static final long CHARACTERS_MAX = 4 << 20;

  /** A row as it was found; asking for the cells throws what is wrong with them. */
  private record Row(long number, Cells cells) {}

  /** The cells of a row. */
  @FunctionalInterface
  private interface Cells {
    String[] get();
  }

  /**
   * A row, ready to be taken.
   *
   * @param number the line where it begins
   * @param action gives what it says to the sink, or throws what is wrong with it
   */
  record Prepared(long number, Consumer<ImportSink> action) {}

  private final List<Row> rows = new ArrayList<>();
  private long characters;

  /** Adds the current row. */
  void add(Rows found) {
    try {
      String[] cells = found.cells();
      if (isBlank(cells)) {
        return;
      }
      rows.add(new Row(found.number(), () -> cells));
      for (String cell : cells) {
        characters += cell.length();
      }
    } catch (IllegalArgumentException e) {
      rows.add(
          new Row(
              found.number(),
              () -> {
                throw e;
              }));
    }
  }

  /** Whether a row says nothing. */
  static boolean isBlank(String[] cells) {
    return cells.length == 1 && cells[0].isBlank();
  }

  /** Whether there are enough rows, or they are long. */
  boolean isFull() {
    return rows.size() >= ROWS_MAX || characters >= CHARACTERS_MAX;
  }

  /**
   * Prepares the rows side by side, and leaves none.
   *
   * @return in the order in which they were added
   */
  List<Prepared> drain(RowImporter importer, Instant now) {
    List<Prepared> prepared =
        rows.parallelStream().map(row -> prepared(row, importer, now)).toList();
    rows.clear();
    characters = 0;
    return prepared;
  }

  private static Prepared prepared(Row row, RowImporter importer, Instant now) {
    try {
      return new Prepared(row.number(), importer.prepare(row.cells().get(), now));
    } catch (IllegalArgumentException e) {
      return new Prepared(
          row.number(),
          _ -> {
            throw e;
          });
    }
  }
}
