package io.cairn.core;

/** What every id must be. */
final class Ids {
  static final int MAX_LENGTH = 512;

  private Ids() {}

  static void check(String type, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(type + " must not be blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, had %d: %s…"
              .formatted(type, MAX_LENGTH, value.length(), value.substring(0, 32)));
    }
  }
}
