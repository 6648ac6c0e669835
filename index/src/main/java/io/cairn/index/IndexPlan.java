package io.cairn.index;

/**
 * Which index fits some vectors, and why.
 *
 * @param kind the index
 * @param reason one sentence for people, without full stop
 */
public record IndexPlan(Kind kind, String reason) {
  private static final long EXACT_NUMBERS_MAX = 6_400_000;
  private static final long KEPT_NUMBERS_MAX = 512_000_000;
  private static final double RECALL = .97;

  /** The ways to search. */
  public enum Kind {
    /** Every vector is compared: {@link ExactIndex}. */
    EXACT,
    /** The nearest lists are compared: {@link IvfIndex}. */
    IVF,
    /** The nearest lists are compared by a byte a number, and whole vectors are not kept. */
    IVF_BYTES
  }

  /** Chooses by how many numbers there are. */
  public static IndexPlan of(VectorTable vectors) {
    long numbers = (long) vectors.size() * vectors.dimension();
    String size = "%d vectors of %d numbers".formatted(vectors.size(), vectors.dimension());
    if (numbers <= EXACT_NUMBERS_MAX) {
      return new IndexPlan(Kind.EXACT, size + " are few enough to compare each");
    }
    if (numbers <= KEPT_NUMBERS_MAX) {
      return new IndexPlan(
          Kind.IVF, size + " are too many to compare each, so the nearest lists are searched");
    }
    return new IndexPlan(
        Kind.IVF_BYTES, size + " are too many to keep whole, so lists of bytes are searched");
  }

  /**
   * Builds the index over vectors.
   *
   * @param seed the same seed and vectors give the same index
   */
  public VectorIndex build(VectorTable vectors, long seed) {
    return switch (kind) {
      case EXACT -> new ExactIndex(vectors);
      case IVF -> new IvfBuilder(RECALL, true, seed).build(vectors);
      case IVF_BYTES -> new IvfBuilder(RECALL, false, seed).build(vectors);
    };
  }
}
