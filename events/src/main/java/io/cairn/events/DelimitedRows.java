package io.cairn.events;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells between delimiters, quoted as in RFC 4180: a cell that begins with a quote ends
 * with the next single one, a doubled quote stands for itself, and line ends inside belong to the
 * cell. A quote that is not closed within {@value #ROW_LINES_MAX} lines spoils its own line only:
 * the lines after it are read again.
 */
final class DelimitedRows implements Rows {
  static final int ROW_LINES_MAX = 1000;

  /** A line, or why it cannot be read. */
  private record Line(long number, String text, @Nullable InvalidEventException problem) {}

  private final LineReader lines;
  private final String delimiter;
  private final boolean quoted;
  private final Deque<Line> again = new ArrayDeque<>();
  private Line line = new Line(0, "", null);
  private String[] cells = {};
  private @Nullable InvalidEventException problem;

  /**
   * Reads rows from lines.
   *
   * @param quoted whether quotes mean anything
   */
  DelimitedRows(LineReader lines, String delimiter, boolean quoted) {
    this.lines = lines;
    this.delimiter = delimiter;
    this.quoted = quoted;
  }

  @Override
  public boolean next() throws IOException {
    Line next = nextLine();
    if (next == null) {
      return false;
    }
    line = next;
    problem = next.problem();
    if (problem == null) {
      cells = split();
    }
    return true;
  }

  @Override
  public long number() {
    return line.number();
  }

  @Override
  public String[] cells() {
    if (problem != null) {
      throw problem;
    }
    return cells;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private @Nullable Line nextLine() throws IOException {
    if (!again.isEmpty()) {
      return again.remove();
    }
    if (!lines.next()) {
      return null;
    }
    try {
      return new Line(lines.number(), lines.text(), null);
    } catch (InvalidEventException e) {
      return new Line(lines.number(), "", e);
    }
  }

  private String[] split() throws IOException {
    if (quoted && line.text().indexOf('"') >= 0) {
      return splitQuoted();
    }
    List<String> found = new ArrayList<>();
    int from = 0;
    for (int to; (to = line.text().indexOf(delimiter, from)) >= 0; from = to + delimiter.length()) {
      found.add(line.text().substring(from, to));
    }
    found.add(line.text().substring(from));
    return found.toArray(String[]::new);
  }

  private String[] splitQuoted() throws IOException {
    QuotedCells quotedCells = new QuotedCells(delimiter);
    List<Line> taken = new ArrayList<>();
    int length = line.text().length();
    boolean open = quotedCells.add(line.text());
    while (open && taken.size() < ROW_LINES_MAX && length < LineReader.LINE_BYTES_MAX) {
      Line next = nextLine();
      if (next == null) {
        break;
      }
      taken.add(next);
      length += next.text().length();
      open = quotedCells.addAfterLineEnd(next.text());
    }
    if (open) {
      taken.reversed().forEach(again::addFirst);
      problem =
          new InvalidEventException("", "a quote opens here and is not closed", "a closing quote");
    }
    return quotedCells.cells();
  }
}
