package io.cairn.app.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** How the names of the code are written in the file: {@code halfLife} as {@code half-life}. */
final class KebabCase {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private KebabCase() {}

  /** Returns the name of a record component or a class as a key. */
  static String of(String name) {
    return HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** Returns the name of an enum constant as a value: {@code LEAVE_ONE_OUT} as its words. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
