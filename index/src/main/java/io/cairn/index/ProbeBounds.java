package io.cairn.index;

import io.cairn.core.Kernel;

/**
 * Says how far the products of a query with a list's vectors reach.
 *
 * @param deviations two numbers of each list, shape {@code [lists × 2]}: by how much the variance
 *     along its mean is above that across it, divided by the squared length of the mean; and the
 *     variance across
 * @param widths how many deviations above the mean a bound is, for the numbers of neighbours in
 *     {@link #COUNTS}
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; identity is never compared
record ProbeBounds(float[] deviations, float[] widths) {

  /*
   * Within a list, products spread around that of the mean c with a variance that depends on the
   * angle of q and c, since vectors of unequal norm differ more along c than across:
   *
   *   variance = s∥² cos² |q|² + s⊥² (1 - cos²) |q|² = (q·c)² (s∥² - s⊥²) / |c|² + s⊥² |q|²
   *
   * A search reads lists by descending bound, q·c plus some deviations, until the next bound is not
   * above the product of the last neighbour found so far. How many deviations are needed for the
   * recall that is asked for is learned from searches when the index is built.
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
    return new ProbeBounds(deviations, new float[COUNTS.length]);
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
    int last = COUNTS.length - 1;
    if (k <= COUNTS[0] || k >= COUNTS[last]) {
      return widths[k <= COUNTS[0] ? 0 : last];
    }
    int at = 1;
    while (k > COUNTS[at]) {
      at++;
    }
    double part = Math.log10((double) k / COUNTS[at - 1]);
    return (float) (widths[at - 1] + part * (widths[at] - widths[at - 1]));
  }
}
