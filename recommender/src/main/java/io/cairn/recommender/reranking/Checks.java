package io.cairn.recommender.reranking;

/** Checks of settings, whose messages begin with the key. */
final class Checks {
  private Checks() {}

  static void text(String key, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(key + " must not be blank");
    }
  }

  static void atLeast(String key, int number, int least) {
    if (number < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, was %d".formatted(key, least, number));
    }
  }

  static void within(String key, double number, double least, double most) {
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          "%s must be in [%s, %s], was %s".formatted(key, least, most, number));
    }
  }
}
