package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Builds an {@link IvfIndex}. The same seed and vectors give the same index.
 *
 * @param recall the share of the true neighbours that a search should find, in (0, 1); learned from
 *     searches near the vectors, so that for queries of another kind it may be more or less
 * @param keepsVectors whether results are compared by their whole vectors, which are then shared
 *     with the table; without, there are {@code dimension} bytes a vector beside their codes, and
 *     products and recall are less exact
 * @param seed decides where k-means begins, and the searches to learn from
 */
public record IvfBuilder(double recall, boolean keepsVectors, long seed) {
  private static final int ITERATIONS = 10;

  /** Vectors of a list that k-means learns from. */
  private static final int SAMPLES_PER_LIST = 64;

  /** The part of the neighbours that may be missed which codes may miss. */
  private static final double CODES_PART = 1 / 3.;

  /** How many times as many candidates as neighbours are tried. */
  private static final int PLACES_PART = 16;

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
    IvfIndex index =
        new IvfIndex(
            vectors.items(),
            keepsVectors ? Optional.of(vectors) : Optional.empty(),
            lists,
            ProbeBounds.of(vectors, lists),
            lists.filled());
    if (vectors.size() > 0) {
      learn(index, vectors, random);
    }
    return index;
  }

  private IvfLists lists(VectorTable vectors, int count, RandomGenerator random) {
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
    return ListEncoder.of(vectors, centroids, assigned, sizes).encode(!keepsVectors, seed);
  }

  /** Chooses how many candidates, and the least width, by which trial searches find enough. */
  private void learn(IvfIndex index, VectorTable vectors, RandomGenerator random) {
    List<float[]> queries = Stream.generate(() -> query(vectors, random)).limit(TRIALS).toList();
    List<Trial> trials =
        queries.parallelStream().map(query -> Trial.of(index, vectors, query)).toList();
    for (int at = 0; at < ProbeBounds.COUNTS.length; at++) {
      int k = Math.min(ProbeBounds.COUNTS[at], index.size());
      int candidates = candidates(trials, k);
      index.probes().candidates()[at] = candidates;
      index.probes().widths()[at] = width(index, trials, k, candidates);
    }
  }

  /** Returns how many of the best by their codes have almost all of the neighbours of trials. */
  private int candidates(List<Trial> trials, int k) {
    int[] places =
        trials.stream().flatMapToInt(t -> IntStream.of(t.places).limit(k)).sorted().toArray();
    double missed = CODES_PART * (1 - recall) * places.length;
    return Math.max(k, 1 + places[places.length - 1 - (int) missed]);
  }

  private float width(IvfIndex index, List<Trial> trials, int k, int candidates) {
    int most = Math.max(IvfIndex.enough(k), candidates);
    float low = -WIDTH_MAX;
    float high = WIDTH_MAX;
    for (int step = 0; step < WIDTH_STEPS; step++) {
      float width = (low + high) / 2;
      long found = trials.parallelStream().mapToLong(t -> t.found(index, k, most, width)).sum();
      if (found < recall * k * trials.size()) {
        low = width;
      } else {
        high = width;
      }
    }
    return high;
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

  /**
   * A query, and its true neighbours.
   *
   * @param rows of the neighbours, best first
   * @param places of the neighbours among all vectors by their codes
   */
  @SuppressWarnings("ArrayRecordComponent") // one computation; identity is never compared
  private record Trial(float[] query, int[] rows, int[] places) {
    static Trial of(IvfIndex index, VectorTable vectors, float[] query) {
      int[] truth = truth(vectors, query);
      int most = PLACES_PART * truth.length;
      int[] slots = index.candidates(index.prepare(query), most, Float.MAX_VALUE);
      Map<Integer, Integer> placeOf = new HashMap<>();
      for (int place = 0; place < slots.length; place++) {
        placeOf.put(index.lists().rows()[slots[place]], place);
      }
      int[] places = IntStream.of(truth).map(row -> placeOf.getOrDefault(row, most)).toArray();
      return new Trial(query, truth, places);
    }

    private static int[] truth(VectorTable vectors, float[] query) {
      int most = ProbeBounds.COUNTS[ProbeBounds.COUNTS.length - 1];
      Shortlist best = new Shortlist(Math.min(vectors.size(), most));
      for (int row = 0; row < vectors.size(); row++) {
        float product = vectors.product(row, query);
        if (product > best.floor()) {
          best.add(product, row);
        }
      }
      return best.drain();
    }

    /** Returns how many of the first k neighbours are among the candidates. */
    long found(IvfIndex index, int k, int candidates, float width) {
      int[] truth = IntStream.of(rows).limit(k).sorted().toArray();
      return IntStream.of(index.candidates(index.prepare(query), candidates, width))
          .filter(slot -> Arrays.binarySearch(truth, index.lists().rows()[slot]) >= 0)
          .count();
    }
  }
}
