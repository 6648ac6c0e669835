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
  private static final int CONNECTIONS = 16;
  private static final int BUILD_WIDTH = 100;

  /** The ways to search. */
  public enum Kind {
    /** Every vector is compared: {@link ExactIndex}. */
    EXACT,
    /** The nearest lists are compared: {@link IvfIndex}. */
    IVF,
    /** As {@link #IVF}, with a byte a number at the end in place of whole vectors. */
    IVF_BYTES,
    /**
     * A graph of near vectors is walked, all of length 1: {@link HnswIndex}. For who asks for it:
     * {@link #of} never chooses it, since lists find the same in less time.
     */
    HNSW
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
        Kind.IVF_BYTES,
        size + " are too many to keep whole, so the nearest lists are searched by bytes");
  }

  /**
   * Builds the index over vectors.
   *
   * @param seed the same seed and vectors give the same index
   * @throws IllegalArgumentException if a graph is wanted of vectors that are not of length 1
   */
  public VectorIndex build(VectorTable vectors, long seed) {
    return switch (kind) {
      case EXACT -> new ExactIndex(vectors);
      case IVF -> new IvfBuilder(RECALL, true, seed).build(vectors);
      case IVF_BYTES -> new IvfBuilder(RECALL, false, seed).build(vectors);
      case HNSW -> new HnswBuilder(RECALL, CONNECTIONS, BUILD_WIDTH, seed).build(vectors);
    };
  }
}
