package io.cairn.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads moments. A text is an ISO-8601 date, a date and time (a blank may stand for the {@code T}),
 * or one with an offset; where there is no offset it is UTC. A number counts milliseconds since
 * 1970, or seconds where it is below {@value #SECONDS_MAX} in magnitude. What is finer than a
 * millisecond is cut off.
 */
public final class Times {
  /** Numbers of this magnitude and more are milliseconds; seconds would be the year 5138. */
  static final double SECONDS_MAX = 1e11;

  static final String FORM = "ISO-8601 such as 2026-01-31T12:00:00Z, or seconds since 1970";

  private static final String INSTANT = "0000-00-00T00:00:00.000Z";
  private static final Duration AHEAD_MAX = Duration.ofDays(1);
  private static final double MILLIS_MAX = 1e17;

  private Times() {}

  /** Reads the time of an event: not before 1970, and at most a day after {@code now}. */
  static Instant ofEvent(String field, String text, Instant now) {
    return checked(field, moment(field, text), now);
  }

  /** Returns the time if an event may have it. */
  static Instant checked(String field, Instant time, Instant now) {
    if (time.isBefore(Instant.EPOCH)) {
      throw new InvalidEventException(field, "is " + time, "a time after 1970");
    }
    if (time.isAfter(now.plus(AHEAD_MAX))) {
      String expected = "a time at most one day after now, " + now;
      throw new InvalidEventException(field, "is in the future: " + time, expected);
    }
    return time;
  }

  /** Reads any moment, also one before 1970 or in the future. */
  public static Instant moment(String field, String text) {
    Optional<Instant> epoch = epoch(text.strip());
    return epoch
        .or(() -> iso(text.strip()))
        .orElseThrow(
            () -> {
              String wrong = "is not a time: " + InvalidEventException.quote(text);
              return new InvalidEventException(field, wrong, FORM);
            });
  }

  /** Reads a count of milliseconds or seconds since 1970. */
  static Instant ofNumber(String field, double number) {
    if (!(Math.abs(number) < MILLIS_MAX)) {
      throw new InvalidEventException(field, "is not a time: " + number, FORM);
    }
    boolean seconds = Math.abs(number) < SECONDS_MAX;
    return Instant.ofEpochMilli(Math.round(seconds ? number * 1000 : number));
  }

  /** Returns the moment of an ISO-8601 text; empty where the text is none. */
  static Optional<Instant> iso(String text) {
    if (!looksIso(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(text.replace(' ', 'T')).truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Instant parse(String text) {
    if (text.length() == INSTANT.length() && isInstant(text)) {
      return instant(text);
    }
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    int clock = text.indexOf('T');
    boolean zoned = text.endsWith("Z") || text.indexOf('+') > 0 || text.indexOf('-', clock) > 0;
    return zoned
        ? OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  /** Whether it has the form in which most events come, which is read without a formatter. */
  private static boolean isInstant(String text) {
    for (int i = 0; i < INSTANT.length(); i++) {
      char wanted = INSTANT.charAt(i);
      char c = text.charAt(i);
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static Instant instant(String text) {
    LocalDateTime time =
        LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 23) * 1_000_000);
    return time.toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** Whether it starts like {@code 2026-01-31}: cheap, so that most texts are not parsed. */
  private static boolean looksIso(String text) {
    return text.length() >= 10
        && text.length() <= 40
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && Character.isDigit(text.charAt(0))
        && (text.length() == 10 || text.charAt(10) == 'T' || text.charAt(10) == ' ');
  }

  private static Optional<Instant> epoch(String text) {
    if (text.isEmpty() || text.length() > 20 || !isNumeric(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ofNumber("time", Double.parseDouble(text)));
    } catch (NumberFormatException | InvalidEventException _) {
      return Optional.empty();
    }
  }

  private static boolean isNumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean sign = i == 0 && c == '-' && text.length() > 1;
      if (!sign && c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
