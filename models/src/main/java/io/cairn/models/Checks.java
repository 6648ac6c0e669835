package io.cairn.models;

/** What every trainer asks of its hyperparameters and its matrix. */
final class Checks {
  private Checks() {}

  static void atLeast(String name, long value, long bound) {
    if (value < bound) {
      throw new IllegalArgumentException(
          "%s must be at least %d, was %d".formatted(name, bound, value));
    }
  }

  static void atMost(String name, long value, long bound) {
    if (value > bound) {
      throw new IllegalArgumentException(
          "%s must be at most %d, was %d".formatted(name, bound, value));
    }
  }

  static void share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " must be a number above 0 and at most 1, was " + value);
    }
  }

  static void fromZeroToOne(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be a number from 0 to 1, was " + value);
    }
  }

  static void belowOne(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " must be a number from 0 to below 1, was " + value);
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be a number above 0, was " + value);
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be a number of at least 0, was " + value);
    }
  }

  static void sameItems(InteractionMatrix interactions, ItemContent content) {
    if (content.items() != interactions.items()) {
      throw new IllegalArgumentException(
          "content of %d items for interactions of %d"
              .formatted(content.items(), interactions.items()));
    }
  }

  static void notEmpty(InteractionMatrix interactions) {
    notEmpty(interactions.cells());
  }

  static void notEmpty(int interactions) {
    if (interactions == 0) {
      throw new IllegalArgumentException(
          "cannot train on no interactions: import some, or check the weights of their types");
    }
  }
}
