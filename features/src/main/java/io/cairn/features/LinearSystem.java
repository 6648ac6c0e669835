package io.cairn.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sums of a linear regression, as {@link Tallies} keep them, and its solution. Immutable.
 *
 * @param lower the lower triangle L of L · transpose(L) = A, shape {@code [n × n]}
 * @param solved w of L · w = b, shape {@code [n]}
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one candidate; identity is never compared
record LinearSystem(double[][] lower, double[] solved) {
  /** How many inputs there may be, with the constant one. */
  static final int INPUTS_MAX = 16;

  /** How many keys tallies may need. */
  static final int KEYS_MAX = INPUTS_MAX * (INPUTS_MAX + 3) / 2;

  private static final List<List<String>> PRODUCTS = keys(LinearSystem::productKeys);
  private static final List<List<String>> SUMS = keys(LinearSystem::sumKeys);

  private static List<List<String>> keys(java.util.function.IntFunction<List<String>> of) {
    return IntStream.rangeClosed(0, INPUTS_MAX).mapToObj(of).toList();
  }

  private static List<String> productKeys(int n) {
    List<String> keys = new ArrayList<>();
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        keys.add((row + " " + column).intern());
      }
    }
    return keys;
  }

  private static List<String> sumKeys(int n) {
    return IntStream.range(0, n).mapToObj(row -> ("y " + row).intern()).toList();
  }

  /** Returns the keys of the products of n inputs, row by row of the lower triangle. */
  static List<String> products(int n) {
    return PRODUCTS.get(n);
  }

  /** Returns the products of inputs, in the order of their keys. */
  static float[] products(double[] x) {
    float[] products = new float[x.length * (x.length + 1) / 2];
    int at = 0;
    for (int row = 0; row < x.length; row++) {
      for (int column = 0; column <= row; column++) {
        products[at++] = (float) (x[row] * x[column]);
      }
    }
    return products;
  }

  /** Returns the keys of the sums of n inputs over events. */
  static List<String> sums(int n) {
    return SUMS.get(n);
  }

  /** Returns the inputs, in the order of the keys of their sums. */
  static float[] sums(double[] x) {
    float[] sums = new float[x.length];
    for (int row = 0; row < x.length; row++) {
      sums[row] = (float) x[row];
    }
    return sums;
  }

  /**
   * Solves the regression: A is the prior's weight on the diagonal and the products, b the events.
   *
   * @param n how many inputs, with the constant one, which is the first
   */
  static LinearSystem of(
      Tallies tallies, int n, RateFeature.Prior prior, long timeMillis, Duration halfLife) {
    Lookup sums = tallies.sums(timeMillis, halfLife);
    double[][] lower = new double[n][n];
    double[] b = new double[n];
    b[0] = prior.weight() * prior.rate();
    int at = 0;
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        lower[row][column] = sums.of(products(n).get(at++));
      }
      lower[row][row] += prior.weight();
      b[row] += sums.of(sums(n).get(row));
    }
    decompose(lower);
    return new LinearSystem(lower, forward(lower, b));
  }

  /** Replaces the lower triangle of a positive definite matrix by its Cholesky factor. */
  private static void decompose(double[][] a) {
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = a[row][column];
        for (int k = 0; k < column; k++) {
          sum -= a[row][k] * a[column][k];
        }
        a[row][column] =
            row == column ? Math.sqrt(Math.max(sum, Float.MIN_NORMAL)) : sum / a[column][column];
      }
    }
  }

  /** Returns v of L · v = u. */
  private static double[] forward(double[][] lower, double[] u) {
    double[] v = new double[u.length];
    for (int row = 0; row < u.length; row++) {
      double sum = u[row];
      for (int column = 0; column < row; column++) {
        sum -= lower[row][column] * v[column];
      }
      v[row] = sum / lower[row][row];
    }
    return v;
  }

  /** Returns the expected rate and x · inverse(A) · x. */
  LinearRate.Estimate estimate(double[] x) {
    double[] v = forward(lower, x);
    double mean = 0;
    double leverage = 0;
    for (int row = 0; row < v.length; row++) {
      mean += v[row] * solved[row];
      leverage += v[row] * v[row];
    }
    return new LinearRate.Estimate(mean, leverage);
  }
}
