package io.cairn.recommender.retrieval;

import io.cairn.core.Kernel;

/**
 * Divides weighted vectors of length 1 into clusters by Ward's method: at first each is a cluster
 * of its own, and then again and again the two are joined that add least to the sum of squared
 * distances to the means, {@code w₁ w₂ / (w₁ + w₂) · |m₁ - m₂|²} for weights w and means m. For use
 * by one thread.
 *
 * @see <a href="https://doi.org/10.1145/3394486.3403280">Pal, Eksombatchai, Zhou, Zhao, Rosenberg,
 *     Leskovec. PinnerSage: Multi-Modal User Embedding Framework for Recommendations at Pinterest.
 *     KDD 2020, section 3.2</a>
 */
final class WardClustering {

  /** Clusters whose means form a smaller angle than 60° are of one piece. */
  private static final double SAME_COSINE = .5;

  private final float[] sums;
  private final float[] weights;
  private final double[] squares;
  private final int factors;
  private final int[] clusterOf;
  private final int[] nearest;
  private final double[] costs;

  /**
   * Makes a cluster of each vector.
   *
   * @param vectors of length 1 or 0, row-major, shape {@code [weights.length × factors]}; copied
   * @param weights above 0; copied
   */
  WardClustering(float[] vectors, float[] weights, int factors) {
    this.weights = weights.clone();
    this.factors = factors;
    sums = new float[vectors.length];
    squares = new double[weights.length];
    clusterOf = new int[weights.length];
    nearest = new int[weights.length];
    costs = new double[weights.length];
    for (int row = 0; row < weights.length; row++) {
      int at = row * factors;
      Kernel.FASTEST.axpy(weights[row], vectors, at, sums, at, factors);
      clusterOf[row] = row;
      measure(row);
    }
    for (int row = 0; row < weights.length; row++) {
      findNearest(row);
    }
  }

  /**
   * Joins clusters until there are at most so many and the next two are unlike each other. O(n²)
   * for n vectors.
   *
   * @param clustersMax at least 1
   * @return the cluster of each vector, named by the first vector that is in it
   */
  int[] clusters(int clustersMax) {
    for (int count = weights.length; count > 1; count--) {
      int one = cheapest();
      int other = nearest[one];
      if (count <= clustersMax && cosine(one, other) < SAME_COSINE) {
        break;
      }
      join(Math.min(one, other), Math.max(one, other));
    }
    return clusterOf.clone();
  }

  /** Returns the cluster whose mean has the most of a vector's direction. */
  int nearest(float[] vector) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < weights.length; row++) {
      if (isCluster(row)) {
        double length = Math.sqrt(product(row, row));
        double along = Kernel.FASTEST.dot(sums, row * factors, vector, 0, factors);
        double cosine = length > 0 ? along / length : 0;
        best = cosine > most ? row : best;
        most = Math.max(most, cosine);
      }
    }
    return best;
  }

  private boolean isCluster(int row) {
    return clusterOf[row] == row;
  }

  private int cheapest() {
    int cheapest = 0;
    for (int row = 1; row < weights.length; row++) {
      cheapest = isCluster(row) && costs[row] < costs[cheapest] ? row : cheapest;
    }
    return cheapest;
  }

  /** Joins two clusters under the name of the first. */
  private void join(int one, int other) {
    Kernel.FASTEST.axpy(1, sums, other * factors, sums, one * factors, factors);
    weights[one] += weights[other];
    measure(one);
    for (int row = 0; row < clusterOf.length; row++) {
      clusterOf[row] = clusterOf[row] == other ? one : clusterOf[row];
    }
    findNearest(one);
    for (int row = 0; row < weights.length; row++) {
      if (isCluster(row) && row != one) {
        findNearestAfter(row, one, other);
      }
    }
  }

  private void findNearestAfter(int row, int joined, int gone) {
    if (nearest[row] == joined || nearest[row] == gone) {
      findNearest(row);
    } else {
      offer(row, joined);
    }
  }

  private void findNearest(int row) {
    costs[row] = Double.POSITIVE_INFINITY;
    for (int other = 0; other < weights.length; other++) {
      if (other != row && isCluster(other)) {
        offer(row, other);
      }
    }
  }

  private void offer(int row, int other) {
    double cost = cost(row, other);
    if (cost < costs[row]) {
      costs[row] = cost;
      nearest[row] = other;
    }
  }

  /** Returns what joining two clusters adds to the sum of squares. */
  private double cost(int one, int other) {
    double both = product(one, other) / ((double) weights[one] * weights[other]);
    double distance = squares[one] + squares[other] - 2 * both;
    return weights[one] * weights[other] / (weights[one] + weights[other]) * distance;
  }

  /** Computes the square of a cluster's mean, {@code |m|²}. */
  private void measure(int row) {
    squares[row] = product(row, row) / ((double) weights[row] * weights[row]);
  }

  private double cosine(int one, int other) {
    double lengths = Math.sqrt(product(one, one) * product(other, other));
    return lengths > 0 ? product(one, other) / lengths : 0;
  }

  private double product(int one, int other) {
    return Kernel.FASTEST.dot(sums, one * factors, sums, other * factors, factors);
  }
}
