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

  /**
   * Returns the name of one of the records of a sealed type as a value, without the last word of
   * the type where the record repeats it: {@code AlsTrainer} of {@code RetrievalTrainer} is {@code
   * als}.
   */
  static String choice(Class<?> sealed, Class<?> record) {
    String kind = of(sealed.getSimpleName());
    String ending = kind.substring(kind.lastIndexOf('-') + 1);
    String name = of(record.getSimpleName());
    return name.endsWith("-" + ending)
        ? name.substring(0, name.length() - ending.length() - 1)
        : name;
  }

  /** Returns the name of an enum constant as a value: {@code LEAVE_ONE_OUT} as its words. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
