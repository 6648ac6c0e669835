package io.cairn.models;

import io.cairn.core.FloatMatrix;
import io.cairn.core.MatrixProduct;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes the columns of a matrix Z orthonormal: with {@code transpose(Z) Z = L transpose(L)}, L
 * lower triangular, those of {@code Z inverse(transpose(L))} are, but for rounding, which a second
 * round corrects. A column that is a sum of those before it becomes zeros.
 *
 * <p>The rows are divided into a fixed number of parts that are worked on side by side and summed
 * in their order, so any number of threads gives the same result.
 *
 * @see <a href="https://doi.org/10.1109/ScalA.2014.11">Fukaya, Nakatsukasa, Yanagisawa, Yamamoto.
 *     CholeskyQR2: A Simple and Communication-Avoiding Algorithm for Computing a Tall-Skinny QR
 *     Factorization on a Large-Scale Parallel System. ScalA 2014</a>
 */
final class OrthonormalColumns {
  private static final int PARTS = 8;
  private static final int ROUNDS = 2;

  /** The share of a column's square below which nothing but rounding is left of it. */
  private static final double ROUNDING = 1e-5;

  private OrthonormalColumns() {}

  /**
   * Returns a matrix of the same shape.
   *
   * @param matrix row-major, of more than 0 columns
   */
  static FloatMatrix of(FloatMatrix matrix) {
    FloatMatrix columns = matrix;
    for (int round = 0; round < ROUNDS; round++) {
      columns = product(columns, inverse(cholesky(gram(columns))));
    }
    return columns;
  }

  private static double[][] gram(FloatMatrix matrix) {
    int size = matrix.columns();
    FloatMatrix[] parts = new FloatMatrix[PARTS];
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(
            part -> {
              FloatMatrix rows = part(matrix, part);
              parts[part] = FloatMatrix.zeros(size, size);
              new MatrixProduct().add(rows.transposed(), rows, parts[part]);
            });
    double[][] gram = new double[size][size];
    for (FloatMatrix part : parts) {
      for (int cell = 0; cell < size * size; cell++) {
        gram[cell / size][cell % size] += part.values()[cell];
      }
    }
    return gram;
  }

  /** Returns L; the row and column of a column that is a sum of others are zeros. */
  private static double[][] cholesky(double[][] gram) {
    double[][] lower = new double[gram.length][gram.length];
    for (int row = 0; row < gram.length; row++) {
      for (int column = 0; column < row; column++) {
        double pivot = lower[column][column];
        double rest = gram[row][column] - dot(lower[row], lower[column], column);
        lower[row][column] = pivot > 0 ? rest / pivot : 0;
      }
      double rest = gram[row][row] - dot(lower[row], lower[row], row);
      if (rest > ROUNDING * gram[row][row]) {
        lower[row][row] = Math.sqrt(rest);
      } else {
        Arrays.fill(lower[row], 0);
      }
    }
    return lower;
  }

  /** Returns the inverse of a lower triangular matrix; the column of a pivot of 0 is zeros. */
  private static FloatMatrix inverse(double[][] lower) {
    int size = lower.length;
    double[][] columns = new double[size][size];
    for (int column = 0; column < size; column++) {
      for (int row = column; row < size && lower[column][column] > 0; row++) {
        double rest = (row == column ? 1 : 0) - dot(lower[row], columns[column], row);
        columns[column][row] = lower[row][row] > 0 ? rest / lower[row][row] : 0;
      }
    }
    FloatMatrix inverse = FloatMatrix.zeros(size, size);
    for (int cell = 0; cell < size * size; cell++) {
      inverse.values()[cell] = (float) columns[cell / size][cell % size];
    }
    return inverse;
  }

  private static double dot(double[] one, double[] other, int length) {
    double sum = 0;
    for (int at = 0; at < length; at++) {
      sum += one[at] * other[at];
    }
    return sum;
  }

  private static FloatMatrix product(FloatMatrix matrix, FloatMatrix square) {
    FloatMatrix product = FloatMatrix.zeros(matrix.rows(), matrix.columns());
    IntStream.range(0, PARTS)
        .parallel()
        .forEach(
            part -> {
              FloatMatrix rows = part(matrix, part);
              FloatMatrix result = FloatMatrix.zeros(rows.rows(), rows.columns());
              new MatrixProduct().add(rows, square, result);
              int to = first(matrix, part) * matrix.columns();
              System.arraycopy(result.values(), 0, product.values(), to, Batches.cells(result));
            });
    return product;
  }

  private static FloatMatrix part(FloatMatrix matrix, int part) {
    int width = matrix.columns();
    int from = first(matrix, part);
    int to = first(matrix, part + 1);
    float[] values = Arrays.copyOfRange(matrix.values(), from * width, to * width);
    return FloatMatrix.of(values, to - from, width);
  }

  private static int first(FloatMatrix matrix, int part) {
    return (int) ((long) matrix.rows() * part / PARTS);
  }
}
