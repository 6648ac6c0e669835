package io.cairn.features;

import java.time.Duration;
import java.util.List;

/** Refuses settings that make no sense; each message begins with the key of the setting. */
final class Checks {
  private Checks() {}

  /** Refuses a blank text. */
  static void text(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + " must not be blank");
    }
  }

  /** Refuses a blank text; returns it as the object that tallies have as a key. */
  static String key(String key, String value) {
    text(key, value);
    return value.intern();
  }

  /** Refuses an empty list and blank texts in it; returns a copy. */
  static List<String> texts(String key, List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(key + " must name at least one");
    }
    values.forEach(value -> text(key, value));
    return List.copyOf(values);
  }

  /** Refuses times below a millisecond, in which all times are kept. */
  static void time(String key, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(key + " must be at least 1 ms, was " + value);
    }
  }

  /** Refuses a number of opportunities that counts nothing, or is not finite. */
  static void weight(String key, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(key + " must be above 0 and finite, was " + value);
    }
  }

  /** Refuses numbers below 1. */
  static void count(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, was " + value);
    }
  }
}
