package io.cairn.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for people: columns aligned, numbers to the right, cut to the width of the terminal. For
 * use by one thread.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int COLUMN_WIDTH_MIN = 8;

  private record Cell(String text, boolean isNumber) {
    int width() {
      return text.codePointCount(0, text.length());
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  /** Makes a table with a line of headings. */
  public Table(String... headings) {
    row((Object[]) headings);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each heading; fractions are printed with four digits, whole numbers with
   *     thousands separated, anything else as its text on one line
   * @return this table
   * @throws IllegalArgumentException if there are more or fewer cells than headings
   */
  public Table row(Object... cells) {
    if (!rows.isEmpty() && cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "a row needs %d cells, had %d".formatted(rows.getFirst().size(), cells.length));
    }
    rows.add(Arrays.stream(cells).map(Table::cell).toList());
    return this;
  }

  /**
   * Returns the lines of the table.
   *
   * @param columns the width to cut to; 0 for no limit
   */
  public List<String> lines(int columns) {
    int[] widths = widths(columns);
    List<String> lines = new ArrayList<>();
    for (List<Cell> row : rows) {
      String line =
          IntStream.range(0, widths.length)
              .mapToObj(column -> pad(row.get(column), widths[column], isNumeric(column)))
              .collect(Collectors.joining(GAP));
      lines.add(line.stripTrailing());
    }
    return lines;
  }

  /** Prints the table as wide as the terminal allows. */
  public void print(Console console) {
    lines(console.outColumns()).forEach(console.out()::println);
  }

  /** Takes from the widest column until all fit, as far as they stay readable. */
  private int[] widths(int columns) {
    int count = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, count)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0))
            .toArray();
    int room = columns - GAP.length() * (count - 1);
    while (columns > 0 && Arrays.stream(widths).sum() > room) {
      int widest = widest(widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  /** Numbers are never cut: half a number is a wrong one. */
  private int widest(int[] widths) {
    int widest = -1;
    for (int column = 0; column < widths.length; column++) {
      boolean mayShrink = widths[column] > COLUMN_WIDTH_MIN && !isNumeric(column);
      if (mayShrink && (widest < 0 || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    return widest;
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream()
            .skip(1)
            .allMatch(row -> row.get(column).isNumber || row.get(column).text.isEmpty());
  }

  private static Cell cell(Object value) {
    return switch (value) {
      case Double number -> new Cell(String.format(Locale.ROOT, "%.4f", number), true);
      case Float number -> new Cell(String.format(Locale.ROOT, "%.4f", number), true);
      case Number number -> new Cell(String.format(Locale.ROOT, "%,d", number.longValue()), true);
      default -> new Cell(printable(value.toString()), false);
    };
  }

  /** Ids and titles come from outside: no escape sequence of theirs reaches the terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .map(point -> Character.isISOControl(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String pad(Cell cell, int width, boolean toTheRight) {
    if (cell.width() > width) {
      return cell.text.substring(0, cell.text.offsetByCodePoints(0, width - 1)) + "…";
    }
    String space = " ".repeat(width - cell.width());
    return toTheRight ? space + cell.text : cell.text + space;
  }
}
