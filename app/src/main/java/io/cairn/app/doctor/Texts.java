package io.cairn.app.doctor;

import java.util.Locale;

/** Writes numbers for people. */
final class Texts {
  private Texts() {}

  /** Formats with {@link Locale#ROOT}, so that {@code %,d} separates thousands with a comma. */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation is no dependency of the product
  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Returns a share in whole percent; a share that is neither 0 nor 1 is never shown as such. */
  static String percent(double share) {
    long rounded = Math.round(100 * share);
    boolean isBetween = share > 0 && share < 1;
    return (isBetween ? Math.clamp(rounded, 1, 99) : rounded) + " %";
  }
}
