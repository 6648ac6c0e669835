package io.cairn.index;

import io.cairn.core.Kernel;

/**
 * Says how far the products of a query with a list's vectors reach.
 *
 * @param deviations two numbers of each list, shape {@code [lists × 2]}: by how much the variance
 *     along its mean is above that across it, divided by the squared length of the mean; and the
 *     variance across
 * @param candidates how many of the best by their codes to compare by their whole vectors, for the
 *     numbers of neighbours in {@link #COUNTS}
 * @param widths how many deviations above the mean a bound is, for the same numbers
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ProbeBounds(float[] deviations, int[] candidates, float[] widths) {

  /*
   * Within a list, products spread around that of the mean c with a variance that depends on the
   * angle of q and c, since vectors of unequal norm differ more along c than across:
   *
   *   variance = s∥² cos² |q|² + s⊥² (1 - cos²) |q|² = (q·c)² (s∥² - s⊥²) / |c|² + s⊥² |q|²
   *
   * A search reads lists by descending bound, q·c plus some deviations, until the next bound is not
   * above the score of the last candidate found so far. How many candidates and deviations are
   * needed for the recall that is asked for is learned from searches when the index is built.
   */

  /** The numbers of neighbours for which a width was learned. */
  static final int[] COUNTS = {10, 100, 1000};

  /** Measures lists. */
  static ProbeBounds of(VectorTable vectors, IvfLists lists) {
    float[] deviations = new float[2 * lists.size()];
    float[] vector = new float[lists.dimension()];
    for (int list = 0; list < lists.size(); list++) {
      int from = list * vector.length;
      float squared = squared(lists.centroids(), from, vector.length);
      double sum = 0;
      double sumAlong = 0;
      int[] members = lists.members(list);
      for (int row : members) {
        vectors.copy(row, vector, 0);
        Kernel.FASTEST.axpy(-1, lists.centroids(), from, vector, 0, vector.length);
        double part = Kernel.FASTEST.dot(vector, 0, lists.centroids(), from, vector.length);
        sum += squared(vector, 0, vector.length);
        sumAlong += squared == 0 ? 0 : part * part / squared;
      }
      int count = Math.max(1, members.length);
      double perColumn = (sum - sumAlong) / Math.max(1, vector.length - 1) / count;
      deviations[2 * list] = squared == 0 ? 0 : (float) ((sumAlong / count - perColumn) / squared);
      deviations[2 * list + 1] = (float) perColumn;
    }
    return new ProbeBounds(deviations, COUNTS.clone(), new float[COUNTS.length]);
  }

  private static float squared(float[] vector, int from, int length) {
    return Kernel.FASTEST.dot(vector, from, vector, from, length);
  }

  /**
   * Returns the standard deviation of a list's products.
   *
   * @param product that of the query and the list's mean
   */
  float deviation(int list, float product, float querySquared) {
    float variance =
        product * product * deviations[2 * list] + deviations[2 * list + 1] * querySquared;
    return (float) Math.sqrt(Math.max(0, variance));
  }

  /** Returns the bound of each list, that many deviations above its mean; shape {@code [lists]}. */
  float[] bounds(float[] query, float[] products, float width) {
    float querySquared = squared(query, 0, query.length);
    float[] bounds = new float[products.length];
    for (int list = 0; list < bounds.length; list++) {
      bounds[list] = products[list] + width * deviation(list, products[list], querySquared);
    }
    return bounds;
  }

  /** Returns the width for a number of neighbours, between those learned by its logarithm. */
  float width(int k) {
    int above = above(k);
    float low = widths[Math.max(0, above - 1)];
    return low + part(k, above) * (widths[above] - low);
  }

  /** Returns the candidates for a number of neighbours, between those learned in proportion. */
  int candidates(int k) {
    int above = above(k);
    int below = Math.max(0, above - 1);
    double low = (double) candidates[below] / COUNTS[below];
    double high = (double) candidates[above] / COUNTS[above];
    double count = Math.max(k, COUNTS[0]) * (low + part(k, above) * (high - low));
    return Math.max(k, (int) Math.ceil(count));
  }

  /** Returns the first of the counts that is not below k, or the last. */
  private static int above(int k) {
    int at = 0;
    while (at + 1 < COUNTS.length && k > COUNTS[at]) {
      at++;
    }
    return at;
  }

  /** Returns where k is from the count before to this one, in [0, 1], by its logarithm. */
  private static float part(int k, int above) {
    if (above == 0 || k >= COUNTS[above]) {
      return 1;
    }
    double before = COUNTS[above - 1];
    return (float) (Math.log(k / before) / Math.log(COUNTS[above] / before));
  }
}
