package io.cairn.recommender.reranking;

import io.cairn.features.Aggregate;
import io.cairn.features.FeatureSet;
import io.cairn.features.LinearRate;
import io.cairn.features.RateFeature;

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

  static void above(String key, double number, double bound) {
    if (!(number > bound && number < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be above %s, was %s".formatted(key, bound, number));
    }
  }

  /** Refuses what is no rate that differs between items. */
  static void rateOfItems(String key, String name, FeatureSet features) {
    boolean isRate =
        features.feature(name).orElse(null) instanceof RateFeature.OfItem rate
            && !(rate instanceof RateFeature.Rate of && of.subject() != Aggregate.Subject.ITEM);
    if (!isRate) {
      throw new IllegalArgumentException(
          "%s must be a rate of items among the features (rate with subject = item, segment-rate,"
                  .formatted(key)
              + " neighbor-rate or attribute-rate), was "
              + name);
    }
  }

  /** Refuses what is no linear rate. */
  static void linearRate(String key, String name, FeatureSet features) {
    if (!(features.feature(name).orElse(null) instanceof LinearRate)) {
      throw new IllegalArgumentException(
          "%s must be a linear-rate among the features, was %s".formatted(key, name));
    }
  }

  static void within(String key, double number, double least, double most) {
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          "%s must be in [%s, %s], was %s".formatted(key, least, most, number));
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
