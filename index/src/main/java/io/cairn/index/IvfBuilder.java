package io.cairn.index;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.List;
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
 *     with the table; without, there are a few more than {@code dimension} bytes a vector, and
 *     products and recall are less exact
 * @param seed decides where k-means begins, and the searches to learn from
 */
public record IvfBuilder(double recall, boolean keepsVectors, long seed) {
  private static final int ITERATIONS = 10;

  /** Vectors of a list that k-means learns from. */
  private static final int SAMPLES_PER_LIST = 64;

  /** The part of the neighbours that may be missed which product codes may miss. */
  private static final double MARGIN_PART = 1 / 3.;

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
    List<Trial> trials = vectors.size() == 0 ? List.of() : trials(vectors, random);
    IvfIndex index =
        new IvfIndex(
            vectors.items(),
            keepsVectors ? Optional.of(vectors) : Optional.empty(),
            lists.withMargin(margin(lists, trials)),
            ProbeBounds.of(vectors, lists),
            lists.filled());
    learnWidths(index, trials);
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
    return ListEncoder.of(vectors, centroids, assigned, sizes).encode(seed);
  }

  private static List<Trial> trials(VectorTable vectors, RandomGenerator random) {
    List<float[]> queries = Stream.generate(() -> query(vectors, random)).limit(TRIALS).toList();
    return queries.parallelStream().map(query -> Trial.of(vectors, query)).toList();
  }

  /** Returns the margin that all true neighbours of trials but a few are within. */
  private float margin(IvfLists lists, List<Trial> trials) {
    int[] slots = lists.slots();
    float[] shortfalls = new float[trials.stream().mapToInt(trial -> trial.rows.length).sum()];
    int count = 0;
    for (Trial trial : trials) {
      float[] products = lists.products(trial.query);
      ListCodes.Scan scan = lists.codes().scan(trial.query);
      for (int row : trial.rows) {
        int list = lists.listOf(slots[row]);
        shortfalls[count++] = scan.shortfall(list, products[list], slots[row]);
      }
    }
    Arrays.sort(shortfalls);
    int last = count - 1 - (int) (MARGIN_PART * (1 - recall) * count);
    return count == 0 ? 0 : Math.max(0, shortfalls[last]);
  }

  /** Chooses the least width of each by which trial searches find what is asked for. */
  private void learnWidths(IvfIndex index, List<Trial> trials) {
    for (int at = 0; at < ProbeBounds.COUNTS.length; at++) {
      int k = Math.min(ProbeBounds.COUNTS[at], index.size());
      float low = -WIDTH_MAX;
      float high = WIDTH_MAX;
      for (int step = 0; step < WIDTH_STEPS; step++) {
        float width = (low + high) / 2;
        long found = trials.parallelStream().mapToLong(t -> t.found(index, k, width)).sum();
        if (found < recall * k * trials.size()) {
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

  /** A query, and the rows of its true neighbours, best first. */
  @SuppressWarnings("ArrayRecordComponent") // one computation; identity is never compared
  private record Trial(float[] query, int[] rows) {
    static Trial of(VectorTable vectors, float[] query) {
      int most = ProbeBounds.COUNTS[ProbeBounds.COUNTS.length - 1];
      Shortlist best = new Shortlist(Math.min(vectors.size(), most));
      for (int row = 0; row < vectors.size(); row++) {
        float product = vectors.product(row, query);
        if (product > best.floor()) {
          best.add(product, row);
        }
      }
      return new Trial(query, best.drain());
    }

    /** Returns how many of the first k neighbours a search of some width finds. */
    long found(IvfIndex index, int k, float width) {
      int[] truth = IntStream.of(rows).limit(k).sorted().toArray();
      return IntStream.of(index.candidates(index.prepare(query), IvfIndex.enough(k), width))
          .filter(slot -> Arrays.binarySearch(truth, index.lists().rows()[slot]) >= 0)
          .count();
    }
  }
}
