package io.cairn.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import io.cairn.features.SeenWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values that are not made of others: how each is read and what to say where it cannot be.
 * Stricter than the library: no number is cut to fit, and a duration needs its unit.
 */
final class Scalars {
  /**
   * A kind of value.
   *
   * @param name with its article, as in "must be a whole number"
   * @param example how one is written
   * @param read reads it from the path {@code v}; throws where it cannot
   */
  record Kind(String name, String example, Function<Config, Object> read) {}

  private static final Kind TEXT = new Kind("a text", "\"text\"", at -> at.getString("v"));
  private static final Kind INT =
      new Kind("a whole number", "10", at -> Math.toIntExact(wholeNumber(at)));
  private static final Kind LONG = new Kind("a whole number", "10", Scalars::wholeNumber);
  private static final Kind DOUBLE = new Kind("a number", "0.5", Scalars::number);
  private static final Kind BOOLEAN = new Kind("true or false", "true", at -> at.getBoolean("v"));
  private static final Kind DURATION =
      new Kind("a duration with its unit", "30s, 15 minutes or 7d", Scalars::duration);
  private static final Kind MOMENT =
      new Kind("a moment", "\"2026-12-24T00:00:00Z\"", at -> moment(at.getString("v")));
  private static final Kind SEEN_WINDOW =
      new Kind("a duration with its unit, or forever", "90d or forever", Scalars::seenWindow);
  private static final Kind BYTES =
      new Kind("a size in bytes", "64MB", at -> new Bytes(at.getBytes("v")));

  private static final Map<Class<?>, Kind> KINDS =
      Map.ofEntries(
          Map.entry(String.class, TEXT),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(Duration.class, DURATION),
          Map.entry(Instant.class, MOMENT),
          Map.entry(SeenWindow.class, SEEN_WINDOW),
          Map.entry(Bytes.class, BYTES));

  private Scalars() {}

  /** Returns how values of the type are read; empty where the type is made of others. */
  static Optional<Kind> kind(Class<?> type) {
    return type.isEnum() ? Optional.of(choice(type)) : Optional.ofNullable(KINDS.get(type));
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is not of the kind; the message says what it must be
   */
  static Object read(Kind kind, ConfigValue value) {
    try {
      return kind.read.apply(value.atKey("v"));
    } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "must be %s, was %s (write it like %s)"
              .formatted(kind.name, Settings.render(value), kind.example),
          e);
    }
  }

  private static Kind choice(Class<?> type) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(c -> KebabCase.of((Enum<?>) c)).toList();
    return new Kind(
        "one of " + String.join(", ", names),
        names.getFirst(),
        at -> constants.get(Math.toIntExact(indexOf(names, at.getString("v")))));
  }

  private static long indexOf(List<String> names, String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("no such choice: " + name);
    }
    return names.indexOf(name);
  }

  private static long wholeNumber(Config at) {
    double number = number(at);
    if (number != Math.rint(number) || Math.abs(number) > Long.MAX_VALUE) {
      throw new ArithmeticException("not a whole number: " + number);
    }
    return at.getLong("v");
  }

  private static double number(Config at) {
    double number = at.getDouble("v");
    if (!Double.isFinite(number)) {
      throw new ArithmeticException("not finite: " + number);
    }
    return number;
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no moment: " + text, e);
    }
  }

  private static SeenWindow seenWindow(Config at) {
    return at.getString("v").equals("forever") ? SeenWindow.FOREVER : new SeenWindow(duration(at));
  }

  /** Refuses a number alone: the library would take it for milliseconds. */
  private static Duration duration(Config at) {
    String written = at.getString("v");
    if (written.isBlank() || Character.isDigit(written.charAt(written.length() - 1))) {
      throw new IllegalArgumentException("a duration without unit: " + written);
    }
    return at.getDuration("v");
  }
}
