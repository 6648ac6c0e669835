package io.cairn.index;

import io.cairn.core.FloatMatrix;
import io.cairn.core.Kernel;
import io.cairn.core.MatrixProduct;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means over some rows of a table, by Euclidean distance.
 *
 * @param rows what is divided, at least one; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // rows of one computation; identity is never compared
record KMeans(VectorTable vectors, int[] rows) {

  /*
   * The nearest centroid is the one with the greatest x · c - |c|² / 2, so that distances are a
   * product of matrices, a chunk of rows at a time.
   */

  private static final int CHUNK = 256;

  /** Returns centroids, shape {@code [lists × dimension]}, row-major. */
  float[] centroids(int lists, int iterations, RandomGenerator random) {
    int dimension = vectors.dimension();
    float[] centroids = new float[lists * dimension];
    for (int list = 0; list < lists; list++) {
      copyRandom(centroids, list, random);
    }
    for (int iteration = 0; iteration < iterations; iteration++) {
      int[] sizes = move(centroids, assign(centroids));
      for (int list = 0; list < lists; list++) {
        if (sizes[list] == 0) {
          copyRandom(centroids, list, random);
        }
      }
    }
    return centroids;
  }

  private void copyRandom(float[] centroids, int list, RandomGenerator random) {
    vectors.copy(rows[random.nextInt(rows.length)], centroids, list * vectors.dimension());
  }

  /** Returns the nearest centroid of each row. */
  int[] assign(float[] centroids) {
    int dimension = vectors.dimension();
    int lists = centroids.length / dimension;
    float[] halves = new float[lists];
    for (int list = 0; list < lists; list++) {
      int from = list * dimension;
      halves[list] = Kernel.FASTEST.dot(centroids, from, centroids, from, dimension) / -2;
    }
    FloatMatrix columns = FloatMatrix.of(centroids, lists, dimension).transposed();
    int[] assigned = new int[rows.length];
    IntStream.range(0, Math.ceilDiv(rows.length, CHUNK))
        .parallel()
        .forEach(chunk -> assignChunk(chunk * CHUNK, columns, halves, assigned));
    return assigned;
  }

  private void assignChunk(int from, FloatMatrix centroids, float[] halves, int[] assigned) {
    int count = Math.min(CHUNK, rows.length - from);
    FloatMatrix chunk = FloatMatrix.zeros(count, vectors.dimension());
    FloatMatrix scores = FloatMatrix.zeros(count, halves.length);
    for (int row = 0; row < count; row++) {
      vectors.copy(rows[from + row], chunk.values(), row * vectors.dimension());
      System.arraycopy(halves, 0, scores.values(), row * halves.length, halves.length);
    }
    new MatrixProduct().add(chunk, centroids, scores);
    for (int row = 0; row < count; row++) {
      assigned[from + row] = highest(scores.values(), row * halves.length, halves.length);
    }
  }

  private static int highest(float[] scores, int from, int length) {
    int highest = 0;
    for (int at = 1; at < length; at++) {
      if (scores[from + at] > scores[from + highest]) {
        highest = at;
      }
    }
    return highest;
  }

  /** Moves each centroid to the mean of its rows, if it has any, and returns how many it has. */
  int[] move(float[] centroids, int[] assigned) {
    int dimension = vectors.dimension();
    int[] sizes = new int[centroids.length / dimension];
    float[] sums = new float[centroids.length];
    float[] vector = new float[dimension];
    for (int at = 0; at < rows.length; at++) {
      vectors.copy(rows[at], vector, 0);
      Kernel.FASTEST.axpy(1, vector, 0, sums, assigned[at] * dimension, dimension);
      sizes[assigned[at]]++;
    }
    for (int list = 0; list < sizes.length; list++) {
      int from = list * dimension;
      if (sizes[list] > 0) {
        Arrays.fill(centroids, from, from + dimension, 0);
        Kernel.FASTEST.axpy(1f / sizes[list], sums, from, centroids, from, dimension);
      }
    }
    return sizes;
  }
}
