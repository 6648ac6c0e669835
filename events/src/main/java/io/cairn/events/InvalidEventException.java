package io.cairn.events;

/**
 * Says which field of an event, an item or a user is wrong, how, and what was expected. Carries no
 * stack trace: an import may meet millions.
 */
public final class InvalidEventException extends IllegalArgumentException {
  private static final int SHOWN_MAX = 40;

  private final String field;
  private final String wrong;
  private final String expected;

  /**
   * Makes a problem.
   *
   * @param field the field's path, such as {@code context.position}; empty for the whole of it
   * @param wrong what is wrong, such as {@code is missing}
   * @param expected what would be right; empty where {@code wrong} says it
   */
  public InvalidEventException(String field, String wrong, String expected) {
    super(sentence(field, wrong, expected));
    this.field = field;
    this.wrong = wrong;
    this.expected = expected;
  }

  /** Returns the field's path, such as {@code context.position}; empty for the whole of it. */
  public String field() {
    return field;
  }

  /** Returns what is wrong. */
  public String wrong() {
    return wrong;
  }

  /** Returns what would be right; empty where {@link #wrong} says it. */
  public String expected() {
    return expected;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
  public Throwable fillInStackTrace() {
    return this;
  }

  /** Quotes a value for a message, shortened where it is long. */
  static String quote(String value) {
    String shown = value.length() <= SHOWN_MAX ? value : value.substring(0, SHOWN_MAX) + "…";
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static String sentence(String field, String wrong, String expected) {
    String what = field.isEmpty() ? wrong : field + " " + wrong;
    return expected.isEmpty() ? what : what + ", expected " + expected;
  }
}
