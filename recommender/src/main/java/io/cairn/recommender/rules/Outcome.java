package io.cairn.recommender.rules;

/** What became of a condition for one item: the three values of Kleene's strong logic. */
enum Outcome {
  /** It holds. */
  MATCHES,
  /** It does not. */
  DIFFERS,
  /** It cannot be told, such as where an attribute is missing. */
  FAILS;

  /** Returns the two bits that stand for this. */
  int bits() {
    return switch (this) {
      case MATCHES -> 0;
      case DIFFERS -> 1;
      case FAILS -> 2;
    };
  }

  /** Returns what the lowest two bits stand for. */
  static Outcome ofBits(int bits) {
    return switch (bits & 3) {
      case 0 -> MATCHES;
      case 1 -> DIFFERS;
      default -> FAILS;
    };
  }

  static Outcome of(boolean holds) {
    return holds ? MATCHES : DIFFERS;
  }

  /** Returns the outcome of both together: what one refutes, the other cannot save. */
  Outcome and(Outcome other) {
    return this == DIFFERS || other == DIFFERS ? DIFFERS : this == FAILS ? FAILS : other;
  }

  /** Returns the outcome of either: what one proves, the other cannot spoil. */
  Outcome or(Outcome other) {
    return this == MATCHES || other == MATCHES ? MATCHES : this == FAILS ? FAILS : other;
  }

  Outcome not() {
    return switch (this) {
      case MATCHES -> DIFFERS;
      case DIFFERS -> MATCHES;
      case FAILS -> FAILS;
    };
  }
}
