package io.cairn.models;

import io.cairn.core.Progress;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains an {@link AlsModel} by alternating least squares on implicit feedback, on all cores.
 *
 * <p>Minimises {@code Σ c (p - x·y)² + λ (Σ|x|² + Σ|y|²)} over all pairs of a row x and an item y,
 * where the preference p is 1 for a cell with a positive weight and 0 elsewhere, and the confidence
 * c is {@code 1 + confidence · |weight|}: a negative weight says with confidence that the item is
 * not wanted. Each half of an epoch solves one side with the other fixed; here by a few steps of
 * conjugate gradients from the last solution instead of exactly.
 *
 * <p>The seed decides the first vectors. On one kind of processor the same seed and matrix give the
 * same model, with any number of threads.
 *
 * @param factors the length of the vectors, at least 1
 * @param epochs how often both sides are solved, at least 1
 * @param regularization λ, above 0
 * @param confidence α, how much a weight of 1 adds to the confidence, above 0
 * @param seed decides the first vectors
 * @see <a href="https://doi.org/10.1109/ICDM.2008.22">Hu, Koren, Volinsky. Collaborative Filtering
 *     for Implicit Feedback Datasets. ICDM 2008</a>
 * @see <a href="https://doi.org/10.1145/2043932.2043987">Takács, Pilászy, Tikk. Applications of the
 *     Conjugate Gradient Method for Implicit Feedback Collaborative Filtering. RecSys 2011</a>
 */
public record AlsTrainer(
    int factors, int epochs, double regularization, double confidence, long seed)
    implements RetrievalTrainer {
  private static final int STEPS = 3;
  private static final int ROWS_PER_TASK = 128;
  private static final double FIRST_DEVIATION = .1;

  /**
   * Checks the hyperparameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public AlsTrainer {
    Checks.atLeast("factors", factors, 1);
    Checks.atLeast("epochs", epochs, 1);
    Checks.positive("regularization", regularization);
    Checks.positive("confidence", confidence);
  }

  @Override
  public AlsModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    SparseRows rows = SparseRows.of(interactions);
    SparseRows items = rows.transposed();
    SplittableRandom random = new SplittableRandom(seed);
    float[] itemVectors = firstVectors(items.rows(), random);
    float[] rowVectors = firstVectors(rows.rows(), random);
    for (int epoch = 0; epoch < epochs; epoch++) {
      improve(rows, rowVectors, itemVectors);
      improve(items, itemVectors, rowVectors);
      progress.at("sweeping", epoch + 1L, epochs);
    }
    float[] rowGram = AlsSolver.gram(rowVectors, factors);
    return new AlsModel(factors, regularization, confidence, itemVectors, rowGram);
  }

  private float[] firstVectors(int count, SplittableRandom random) {
    float[] vectors = new float[Math.multiplyExact(count, factors)];
    double deviation = FIRST_DEVIATION / Math.sqrt(factors);
    for (int at = 0; at < vectors.length; at++) {
      vectors[at] = (float) (random.nextGaussian() * deviation);
    }
    return vectors;
  }

  /** Moves each row's vector towards its solution while the other side is fixed. */
  private void improve(SparseRows rows, float[] vectors, float[] fixed) {
    AlsSolver solver = new AlsSolver(fixed, factors, regularization, confidence);
    IntStream.range(0, Math.ceilDiv(rows.rows(), ROWS_PER_TASK))
        .parallel()
        .forEach(
            task -> {
              int last = Math.min((task + 1) * ROWS_PER_TASK, rows.rows());
              for (int row = task * ROWS_PER_TASK; row < last; row++) {
                improve(solver, rows, row, vectors);
              }
            });
  }

  private void improve(AlsSolver solver, SparseRows rows, int row, float[] vectors) {
    float[] vector = new float[factors];
    System.arraycopy(vectors, row * factors, vector, 0, factors);
    solver.improve(rows, row, vector, STEPS);
    System.arraycopy(vector, 0, vectors, row * factors, factors);
  }
}
