package io.cairn.recommender.rules;

/** An expression cannot be understood. Carries no stack trace: people cause it. */
final class InvalidExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Makes a problem.
   *
   * @param message what is wrong and where, after the name of the field
   */
  InvalidExpressionException(String message) {
    super(message);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nothing is written
  public Throwable fillInStackTrace() {
    return this;
  }
}
