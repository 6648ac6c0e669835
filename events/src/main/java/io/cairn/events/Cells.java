package io.cairn.events;

import io.cairn.core.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads values from cells of text. A cell is a number where it is written like one without a
 * leading zero (so that {@code 01234} stays a text), {@code true} or {@code false}, a date in the
 * form of ISO-8601, a list where it has {@code |} in it, and else a text.
 */
final class Cells {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");
  private static final Pattern LIST = Pattern.compile("\\s*\\|\\s*");
  private static final Pattern CATEGORIES = Pattern.compile("\\s*[|;>]\\s*");
  private static final int DIGITS_MAX = 18;

  private Cells() {}

  static double number(String field, String cell) {
    try {
      double number = Double.parseDouble(cell.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    String wrong = "is not a number: " + InvalidEventException.quote(cell);
    throw new InvalidEventException(field, wrong, "a number such as 4.5");
  }

  static long whole(String field, String cell) {
    String text = cell.strip();
    if (!text.isEmpty() && text.length() <= DIGITS_MAX && text.matches("-?[0-9]+")) {
      return Long.parseLong(text);
    }
    String wrong = "is not a whole number: " + InvalidEventException.quote(cell);
    throw new InvalidEventException(field, wrong, "a number such as 4");
  }

  static boolean flag(String field, String cell) {
    return switch (cell.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y", "t", "in stock" -> true;
      case "false", "0", "no", "n", "f", "out of stock" -> false;
      default -> {
        String wrong = "is " + InvalidEventException.quote(cell);
        throw new InvalidEventException(field, wrong, "true or false");
      }
    };
  }

  /** Returns the cell if it is not blank. */
  static String required(String field, String cell) {
    if (cell.isBlank()) {
      throw new InvalidEventException(field, "is missing", "an id");
    }
    return cell;
  }

  static Optional<String> optional(String cell) {
    return cell.isBlank() ? Optional.empty() : Optional.of(cell);
  }

  static Value value(String cell) {
    String text = cell.strip();
    if (NUMBER.matcher(text).matches()) {
      return new Value.Numeric(Double.parseDouble(text));
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return new Value.Flag(text.equalsIgnoreCase("true"));
    }
    if (text.indexOf('|') >= 0) {
      return new Value.Texts(split(LIST, text));
    }
    return Times.iso(text).<Value>map(Value.Date::new).orElseGet(() -> new Value.Text(text));
  }

  /** Puts the cell's value, if there is one. */
  static void put(Map<String, Value> attributes, String name, String cell) {
    if (!cell.isBlank()) {
      attributes.put(name, value(cell));
    }
  }

  /** Splits categories at {@code |}, {@code ;} and {@code >}. */
  static List<String> categories(String cell) {
    return split(CATEGORIES, cell.strip());
  }

  private static List<String> split(Pattern separator, String text) {
    return Arrays.stream(separator.split(text)).filter(part -> !part.isBlank()).toList();
  }

  /** Refuses a row that has too few or too many cells; empty ones at the end do not count. */
  static void requireCount(String[] cells, int expected) {
    int count = cells.length;
    while (count > expected && cells[count - 1].isBlank()) {
      count--;
    }
    if (count != expected) {
      throw new InvalidEventException(
          "the row", "has " + count + " cells", Integer.toString(expected));
    }
  }
}
