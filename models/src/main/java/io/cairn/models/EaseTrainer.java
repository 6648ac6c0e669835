package io.cairn.models;

import io.cairn.core.Progress;
import io.cairn.core.SymmetricMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Trains an {@link EaseModel}, the closed form of a linear autoencoder: with X the rows, where a
 * positive weight counts as 1 and all else as 0, and {@code P = inverse(transpose(X) X + λ I)},
 *
 * <pre>B[i,j] = -P[i,j] / P[j,j],  B[i,i] = 0</pre>
 *
 * <p>It needs memory for the square of the number of items and time for its cube, and refuses what
 * does not fit. The inverse is computed in double precision, B is kept in single.
 *
 * @param regularization λ, above 0; some hundreds for films, less for sparser data
 * @see <a href="https://doi.org/10.1145/3308558.3313710">Steck. Embarrassingly Shallow Autoencoders
 *     for Sparse Data. WWW 2019, Algorithm 1</a>
 */
public record EaseTrainer(double regularization) implements RetrievalTrainer {
  /** The most items that it takes on. */
  public static final int ITEMS_MAX = 20_000;

  /**
   * Checks the hyperparameter.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public EaseTrainer {
    Checks.positive("regularization", regularization);
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException if the matrix has no cells, or has more than {@value
   *     #ITEMS_MAX} items or more than fit this process's heap
   */
  @Override
  public EaseModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    checkFits(interactions.items(), Runtime.getRuntime().maxMemory());
    SparseRows rows = SparseRows.of(interactions).positive(Integer.MAX_VALUE);
    SymmetricMatrix matrix = gram(rows, rows.transposed());
    matrix.invert(progress);
    return new EaseModel(rows.width(), weights(matrix));
  }

  static void checkFits(int items, long heapBytes) {
    long bytes = SymmetricMatrix.bytes(items) + 4L * items * items;
    if (items > ITEMS_MAX || bytes > heapBytes) {
      throw new IllegalArgumentException(
          ("ease would need %.1f GB of heap for %d items; the most are %d items and this heap's"
                  + " %.1f GB: train als or item-to-item instead, or give a larger heap")
              .formatted(bytes / 1e9, items, ITEMS_MAX, heapBytes / 1e9));
    }
  }

  private SymmetricMatrix gram(SparseRows rows, SparseRows items) {
    SymmetricMatrix gram = new SymmetricMatrix(items.rows());
    IntStream.range(0, items.rows())
        .parallel()
        .forEach(
            item -> {
              int[] counts = new int[items.rows()];
              for (int cell = items.starts()[item]; cell < items.starts()[item + 1]; cell++) {
                count(rows, items.columns()[cell], counts);
              }
              for (int other = 0; other <= item; other++) {
                gram.set(item, other, counts[other]);
              }
              gram.set(item, item, counts[item] + regularization);
            });
    return gram;
  }

  private static void count(SparseRows rows, int row, int[] counts) {
    for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
      counts[rows.columns()[cell]]++;
    }
  }

  private static float[] weights(SymmetricMatrix inverse) {
    int items = inverse.size();
    double[] diagonal = new double[items];
    Arrays.setAll(diagonal, item -> inverse.at(item, item));
    float[] weights = new float[items * items];
    IntStream.range(0, items)
        .parallel()
        .forEach(
            item -> {
              for (int other = 0; other < items; other++) {
                double weight = -inverse.at(item, other) / diagonal[other];
                weights[item * items + other] = item == other ? 0 : (float) weight;
              }
            });
    return weights;
  }
}
