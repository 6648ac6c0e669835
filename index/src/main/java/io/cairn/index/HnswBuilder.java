package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Builds an {@link HnswIndex}. The same seed and vectors give the same index.
 *
 * @param recall the share of the true neighbours that a search should find, in (0, 1); learned from
 *     searches near the vectors, so that for queries of another kind it may be more or less
 * @param connections the most links of a vector, twice as many on the level of all vectors; in [2,
 *     128], 16 where nothing is known
 * @param buildWidth how many near vectors are found to choose links from, at least {@code
 *     connections}
 * @param seed decides the levels, and the searches to learn from
 */
public record HnswBuilder(double recall, int connections, int buildWidth, long seed) {
  private static final int CONNECTIONS_MAX = 128;
  private static final int LEVELS_MAX = 16;

  /** How far the square of a length may be from 1. */
  private static final float LENGTH_TOLERANCE = 1e-3f;

  /** Checks the parameters. */
  public HnswBuilder {
    if (!(recall > 0 && recall < 1)) {
      throw new IllegalArgumentException("recall must be above 0 and below 1, was " + recall);
    }
    if (connections < 2 || connections > CONNECTIONS_MAX) {
      throw new IllegalArgumentException(
          "connections must be from 2 to %d, was %d".formatted(CONNECTIONS_MAX, connections));
    }
    if (buildWidth < connections) {
      throw new IllegalArgumentException(
          "buildWidth must be at least connections, %d, was %d".formatted(connections, buildWidth));
    }
  }

  /**
   * Builds an index over all vectors of a table; uses all cores.
   *
   * @throws IllegalArgumentException if a vector is not of length 1; says the item
   */
  public HnswIndex build(VectorTable vectors) {
    for (int row = 0; row < vectors.size(); row++) {
      checkUnit(vectors, row);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] levels = levels(vectors.size(), random);
    int[] rows =
        IntStream.range(0, vectors.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> -levels[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    HnswGraph graph = HnswGraph.unlinked(connections, sizes(levels), ByteVectors.of(vectors, rows));
    new HnswLinker(graph, buildWidth).linkAll();
    int[] widths = SearchWidths.learn(graph, rows, vectors, recall, random);
    return new HnswIndex(vectors, rows, graph, widths);
  }

  private static void checkUnit(VectorTable vectors, int row) {
    float[] vector = vectors.vector(row);
    float squared = Kernel.FASTEST.dot(vector, 0, vector, 0, vector.length);
    if (Math.abs(squared - 1) > LENGTH_TOLERANCE) {
      throw new IllegalArgumentException(
          "the vector of item %s has length %s, but a graph needs vectors of length 1;"
                  .formatted(vectors.items().get(row), Math.sqrt(squared))
              + " divide them by their lengths, or use lists");
    }
  }

  /** Draws the highest level of each row: each level has a share 1/connections of the one below. */
  private int[] levels(int size, SplittableRandom random) {
    int[] levels = new int[size];
    for (int row = 0; row < size; row++) {
      double level = -Math.log(1 - random.nextDouble()) / Math.log(connections);
      levels[row] = (int) Math.min(level, LEVELS_MAX);
    }
    return levels;
  }

  /** Returns how many rows each level has. */
  private static int[] sizes(int[] levels) {
    int[] sizes = new int[1 + Arrays.stream(levels).max().orElse(0)];
    for (int highest : levels) {
      for (int level = 0; level <= highest; level++) {
        sizes[level]++;
      }
    }
    return sizes;
  }
}
