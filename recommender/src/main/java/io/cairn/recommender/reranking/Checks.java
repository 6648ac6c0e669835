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

  static void above(String key, double number, double bound) {
    if (!(number > bound && Double.isFinite(number))) {
      throw new IllegalArgumentException(
          "%s must be above %s, was %s".formatted(key, bound, number));
    }
  }

  static void below(String key, double number, double least, double bound) {
    if (!(number >= least && number < bound)) {
      throw new IllegalArgumentException(
          "%s must be at least %s and below %s, was %s".formatted(key, least, bound, number));
    }
  }

  static void finite(String key, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("%s must be a number, was %s".formatted(key, number));
    }
  }
}
