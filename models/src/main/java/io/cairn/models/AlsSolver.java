package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Solves for the vector of a row while the vectors of the other side are fixed. Immutable, and safe
 * for use by multiple threads.
 */
final class AlsSolver {

  /*
   * The solution x of a row is that of A x = b, with
   *
   *     A = transpose(Y) Y + λ I + Σ (c - 1) y transpose(y)      over the cells of the row
   *     b = Σ c p y
   *
   * where p is the preference and c the confidence of a cell. The first two terms of A are the same
   * for all rows and made once; A itself is never made, a step needs only A times a vector.
   */

  private static final int GRAM_TASKS = 64;
  private static final float TOLERANCE = 1e-12f;

  private final Kernel kernel = Kernel.FASTEST;
  private final float[] fixed;
  private final int factors;
  private final float confidence;
  private final float[] gram;

  /**
   * Makes a solver.
   *
   * @param fixed the vectors of the other side, row-major, shape {@code [n × factors]}; shared
   */
  AlsSolver(float[] fixed, int factors, double regularization, double confidence) {
    this(fixed, gram(fixed, factors), regularization, confidence);
  }

  /**
   * Makes a solver for rows whose cells are some vectors out of more.
   *
   * @param fixed the vectors of the cells, row-major, shape {@code [n × factors]}; shared
   * @param gram of all vectors, as {@link #gram(float[], int)} makes it; not changed
   */
  AlsSolver(float[] fixed, float[] gram, double regularization, double confidence) {
    this.fixed = fixed;
    this.confidence = (float) confidence;
    this.gram = gram.clone();
    factors = (int) Math.round(Math.sqrt(gram.length));
    for (int factor = 0; factor < factors; factor++) {
      this.gram[factor * factors + factor] += (float) regularization;
    }
  }

  /**
   * Moves a vector towards the solution of a row by up to {@code steps} steps of conjugate
   * gradients; fewer where the residual has all but vanished. A row without cells gets zeros.
   *
   * @param x shape {@code [factors]}; changed
   */
  void improve(SparseRows rows, int row, float[] x, int steps) {
    if (rows.length(row) == 0) {
      Arrays.fill(x, 0);
      return;
    }
    float[] residual = residual(rows, row, x);
    float[] direction = residual.clone();
    float square = dot(residual, residual);
    float enough = TOLERANCE * square;
    for (int step = 0; step < steps && square > enough; step++) {
      float[] image = product(rows, row, direction);
      float length = square / dot(direction, image);
      kernel.axpy(length, direction, 0, x, 0, factors);
      kernel.axpy(-length, image, 0, residual, 0, factors);
      float before = square;
      square = dot(residual, residual);
      for (int factor = 0; factor < factors; factor++) {
        direction[factor] = residual[factor] + square / before * direction[factor];
      }
    }
  }

  /** Returns b - A x in one pass over the cells. */
  private float[] residual(SparseRows rows, int row, float[] x) {
    float[] residual = kernel.products(gram, x);
    for (int factor = 0; factor < factors; factor++) {
      residual[factor] = -residual[factor];
    }
    for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
      int from = rows.columns()[cell] * factors;
      float weight = rows.weights()[cell];
      float more = confidence * Math.abs(weight);
      float wanted = weight > 0 ? 1 + more : 0;
      float score = kernel.dot(fixed, from, x, 0, factors);
      kernel.axpy(wanted - more * score, fixed, from, residual, 0, factors);
    }
    return residual;
  }

  /** Returns A times a vector. */
  private float[] product(SparseRows rows, int row, float[] vector) {
    float[] product = kernel.products(gram, vector);
    for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
      int from = rows.columns()[cell] * factors;
      float more = confidence * Math.abs(rows.weights()[cell]);
      float score = kernel.dot(fixed, from, vector, 0, factors);
      kernel.axpy(more * score, fixed, from, product, 0, factors);
    }
    return product;
  }

  private float dot(float[] a, float[] b) {
    return kernel.dot(a, 0, b, 0, factors);
  }

  /**
   * Returns transpose(Y) Y, shape {@code [factors × factors]}; always in the same parts, so that
   * threads do not change the sums.
   */
  static float[] gram(float[] fixed, int factors) {
    int count = fixed.length / factors;
    float[][] parts =
        IntStream.range(0, GRAM_TASKS)
            .parallel()
            .mapToObj(
                task ->
                    gram(
                        fixed,
                        factors,
                        (int) ((long) count * task / GRAM_TASKS),
                        (int) ((long) count * (task + 1) / GRAM_TASKS)))
            .toArray(float[][]::new);
    float[] sum = new float[factors * factors];
    for (float[] part : parts) {
      Kernel.FASTEST.axpy(1, part, 0, sum, 0, sum.length);
    }
    return sum;
  }

  private static float[] gram(float[] fixed, int factors, int first, int last) {
    float[] sum = new float[factors * factors];
    for (int vector = first; vector < last; vector++) {
      int from = vector * factors;
      for (int factor = 0; factor < factors; factor++) {
        Kernel.FASTEST.axpy(fixed[from + factor], fixed, from, sum, factor * factors, factors);
      }
    }
    return sum;
  }
}
