package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Builds an {@link IvfIndex}. The same seed and vectors give the same index.
 *
 * @param recall the share of the true neighbours that a search should find, in (0, 1); learned from
 *     searches near the vectors, so that for queries of another kind it may be more or less
 * @param keepsVectors whether results are compared by their whole vectors, which are then shared
 *     with the table; without, there are a few more than {@code dimension} bytes a vector, and
 *     products and recall are less exact
 * @param seed decides where k-means begins, and the searches to learn from
 */
public record IvfBuilder(double recall, boolean keepsVectors, long seed) {
  private static final int ITERATIONS = 10;

  /** Vectors of a list that k-means learns from. */
  private static final int SAMPLES_PER_LIST = 64;

  private static final int TRIALS = 100;
  private static final int WIDTH_STEPS = 10;
  private static final float WIDTH_MAX = 8;

  /** Checks the parameters. */
  public IvfBuilder {
    if (!(recall > 0 && recall < 1)) {
      throw new IllegalArgumentException("recall must be above 0 and below 1, was " + recall);
    }
  }

  /** Builds an index over all vectors of a table; uses all cores. */
  public IvfIndex build(VectorTable vectors) {
    RandomGenerator random = new SplittableRandom(seed);
    int count = Math.max(1, (int) Math.round(Math.sqrt(vectors.size())));
    IvfLists lists = lists(vectors, count, random);
    ProbeBounds probes = ProbeBounds.of(vectors, lists);
    IvfIndex index =
        new IvfIndex(
            vectors.items(),
            keepsVectors ? Optional.of(vectors) : Optional.empty(),
            lists,
            probes,
            lists.filled());
    if (vectors.size() > 0) {
      learnWidths(index, vectors, random);
    }
    return index;
  }

  private static IvfLists lists(VectorTable vectors, int count, RandomGenerator random) {
    int[] all = IntStream.range(0, vectors.size()).toArray();
    KMeans whole = new KMeans(vectors, all);
    float[] centroids = new float[count * vectors.dimension()];
    if (vectors.size() > 0) {
      int size = (int) Math.min(vectors.size(), (long) SAMPLES_PER_LIST * count);
      int[] sample = random.ints(size, 0, all.length).toArray();
      centroids = new KMeans(vectors, sample).centroids(count, ITERATIONS, random);
    }
    int[] assigned = whole.assign(centroids);
    int[] sizes = whole.move(centroids, assigned);
    return IvfLists.of(vectors, centroids, assigned, sizes);
  }

  /** Chooses the least width of each by which trial searches find what is asked for. */
  private void learnWidths(IvfIndex index, VectorTable vectors, RandomGenerator random) {
    List<Trial> trials = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      trials.add(Trial.of(index, query(vectors, random)));
    }
    for (int at = 0; at < ProbeBounds.COUNTS.length; at++) {
      int k = Math.min(ProbeBounds.COUNTS[at], vectors.size());
      float low = -WIDTH_MAX;
      float high = WIDTH_MAX;
      for (int step = 0; step < WIDTH_STEPS; step++) {
        float width = (low + high) / 2;
        double found =
            trials.stream().mapToDouble(t -> t.recall(index, k, width)).average().orElse(1);
        if (found < recall) {
          low = width;
        } else {
          high = width;
        }
      }
      index.probes().widths()[at] = high;
    }
  }

  /** Returns the mean of one to three vectors, as the vector of a user often is. */
  private static float[] query(VectorTable vectors, RandomGenerator random) {
    float[] query = new float[vectors.dimension()];
    int count = random.nextInt(1, 4);
    for (int at = 0; at < count; at++) {
      float[] vector = vectors.vector(random.nextInt(vectors.size()));
      Kernel.FASTEST.axpy(1f / count, vector, 0, query, 0, query.length);
    }
    return query;
  }

  /** A query and the slots of its true neighbours, as exactly as bytes tell, best first. */
  @SuppressWarnings("ArrayRecordComponent") // one computation; identity is never compared
  private record Trial(float[] query, float[] products, int[] truth) {
    static Trial of(IvfIndex index, float[] query) {
      float[] products = index.lists().products(query);
      float[] bounds = new float[products.length];
      Arrays.fill(bounds, Float.POSITIVE_INFINITY);
      int most = Math.min(ProbeBounds.COUNTS[ProbeBounds.COUNTS.length - 1], index.size());
      return new Trial(query, products, index.nearest(query, products, bounds, most, _ -> true));
    }

    double recall(IvfIndex index, int k, float width) {
      float[] bounds = index.probes().bounds(query, products, width);
      BitSet found = new BitSet();
      for (int slot : index.nearest(query, products, bounds, IvfIndex.enough(k), _ -> true)) {
        found.set(slot);
      }
      return IntStream.of(truth).limit(k).filter(found::get).count() / (double) k;
    }
  }
}
