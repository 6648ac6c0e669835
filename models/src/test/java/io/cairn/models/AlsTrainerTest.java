package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

final class AlsTrainerTest extends RetrievalTrainerContract {
  private static final int FACTORS = 7;

  @Override
  protected RetrievalTrainer trainer() {
    return new AlsTrainer(16, 15, .1, 5, 3);
  }

  @Test
  void foldIn_equalsADenseSolve() {
    float[] items = vectors(40);
    History history = new History(new int[] {3, 30, 17, 8}, new float[] {1, 2.5f, -1, .2f});
    float[] folded = model(items).foldIn(history);
    double[] expected = denseSolve(items, history, .3, 4);
    for (int factor = 0; factor < FACTORS; factor++) {
      assertThat((double) folded[factor]).isCloseTo(expected[factor], within(2e-5));
    }
  }

  private static AlsModel model(float[] items) {
    return new AlsModel(FACTORS, .3, 4, items, new float[FACTORS * FACTORS]);
  }

  @Test
  void itemVector_ofEverybodyWhoHadToDoWithAnItem_isTheVectorOfTraining() {
    InteractionMatrix matrix = Matrices.random(40, 15, 4, 6);
    AlsModel model = new AlsTrainer(3, 400, 1, 2, 1).train(matrix, Progress.NONE);
    SparseRows items = SparseRows.of(matrix).transposed();
    for (int item = 0; item < 15; item++) {
      int from = items.starts()[item];
      float[] people = new float[items.length(item) * 3];
      for (int person = 0; person < items.length(item); person++) {
        History history = Matrices.row(matrix, items.columns()[from + person]);
        System.arraycopy(model.foldIn(history), 0, people, person * 3, 3);
      }
      float[] weights = Arrays.copyOfRange(items.weights(), from, items.starts()[item + 1]);
      float[] vector = model.itemVector(people, weights).orElseThrow();
      float[] trained = Arrays.copyOfRange(model.itemVectors(), item * 3, item * 3 + 3);
      assertThat(vector).containsExactly(trained, within(1e-3f));
    }
  }

  @Test
  void improve_fromAnywhere_convergesToTheSameSolution() {
    float[] items = vectors(40);
    AlsModel model = model(items);
    AlsSolver solver = new AlsSolver(items, FACTORS, .3, 4);
    SparseRows rows = SparseRows.of(Matrices.random(20, 40, 5, 2));
    for (int row = 0; row < 20; row++) {
      float[] vector = vectors(1);
      for (int sweep = 0; sweep < 10; sweep++) {
        solver.improve(rows, row, vector, 3);
      }
      float[] folded = model.foldIn(Matrices.row(Matrices.random(20, 40, 5, 2), row));
      assertThat(vector).containsExactly(folded, within(1e-4f));
    }
  }

  @Test
  void train_atTheEnd_isAFixedPointOfBothSides() {
    InteractionMatrix matrix = Matrices.random(40, 15, 4, 6);
    AlsModel model = new AlsTrainer(3, 400, 1, 2, 1).train(matrix, Progress.NONE);
    float[] rowVectors = new float[40 * 3];
    for (int row = 0; row < 40; row++) {
      System.arraycopy(model.foldIn(Matrices.row(matrix, row)), 0, rowVectors, row * 3, 3);
    }
    SparseRows items = SparseRows.of(matrix).transposed();
    AlsSolver solver = new AlsSolver(rowVectors, 3, 1, 2);
    for (int item = 0; item < 15; item++) {
      float[] vector = new float[3];
      solver.improve(items, item, vector, 20);
      for (int factor = 0; factor < 3; factor++) {
        assertThat(vector[factor]).isCloseTo(model.itemVectors()[item * 3 + factor], within(1e-3f));
      }
    }
  }

  @Test
  void train_withOneThreadOrMany_givesTheSameBytes() throws Exception {
    InteractionMatrix matrix = Matrices.random(2000, 300, 7, 4);
    byte[] many = bytes(trainer().train(matrix, Progress.NONE));
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      byte[] single = one.submit(() -> bytes(trainer().train(matrix, Progress.NONE))).get();
      assertThat(single).isEqualTo(many);
    }
  }

  @Test
  void train_withAnotherSeed_givesAnotherModel() {
    InteractionMatrix matrix = Matrices.random(50, 20, 4, 4);
    float[] one = new AlsTrainer(4, 1, .1, 5, 1).train(matrix, Progress.NONE).itemVectors();
    float[] two = new AlsTrainer(4, 1, .1, 5, 2).train(matrix, Progress.NONE).itemVectors();
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void foldIn_ofADislikedItem_movesAwayFromIt() {
    AlsModel model = new AlsTrainer(8, 15, .1, 5, 1).train(Matrices.planted(200), Progress.NONE);
    float[] liked = model.score(new History(new int[] {3, 4}, new float[] {1, 1}));
    float[] mixed = model.score(new History(new int[] {3, 4}, new float[] {1, -5}));
    assertThat(mixed[4]).isLessThan(liked[4]);
    assertThat(mixed[5]).isLessThan(liked[5]);
  }

  @Test
  void score_isTheInnerProductWithTheFoldedVector() {
    AlsModel model = new AlsTrainer(8, 3, .1, 5, 1).train(Matrices.planted(100), Progress.NONE);
    History history = Matrices.history(2, 3);
    float[] vector = model.foldIn(history);
    float[] scores = model.score(history);
    for (int item = 0; item < model.items(); item++) {
      float product = Kernel.FASTEST.dot(model.itemVectors(), item * 8, vector, 0, 8);
      assertThat(scores[item]).isEqualTo(product);
    }
    assertThat(model.factors()).isEqualTo(8);
    assertThat(model.foldIn(History.EMPTY)).containsOnly(0);
  }

  @Test
  void train_anItemWithoutInteractions_scoresZero() {
    AlsModel model =
        new AlsTrainer(4, 3, .1, 5, 1).train(Matrices.of(3, new int[] {0, 1}), Progress.NONE);
    assertThat(model.score(Matrices.history(0))[2]).isZero();
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlsTrainer(0, 1, 1, 1, 1))
        .withMessage("factors must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlsTrainer(1, 1, Double.NaN, 1, 1))
        .withMessage("regularization must be a number above 0, was NaN");
  }

  private static float[] vectors(int count) {
    Random random = new Random(9);
    float[] vectors = new float[count * FACTORS];
    for (int at = 0; at < vectors.length; at++) {
      vectors[at] = (float) random.nextGaussian();
    }
    return vectors;
  }

  /** Makes A and b of the normal equations and eliminates, all in double. */
  private static double[] denseSolve(float[] items, History history, double lambda, double alpha) {
    double[][] a = new double[FACTORS][FACTORS + 1];
    for (int item = 0; item < items.length / FACTORS; item++) {
      addOuter(a, items, item, 1, 0);
    }
    for (int at = 0; at < history.size(); at++) {
      double more = alpha * Math.abs(history.weights()[at]);
      addOuter(a, items, history.columns()[at], more, history.weights()[at] > 0 ? 1 + more : 0);
    }
    for (int factor = 0; factor < FACTORS; factor++) {
      a[factor][factor] += lambda;
    }
    for (int pivot = 0; pivot < FACTORS; pivot++) {
      for (int row = 0; row < FACTORS; row++) {
        double factor = a[row][pivot] / a[pivot][pivot];
        for (int column = pivot; column <= FACTORS && row != pivot; column++) {
          a[row][column] -= factor * a[pivot][column];
        }
      }
    }
    double[] x = new double[FACTORS];
    for (int factor = 0; factor < FACTORS; factor++) {
      x[factor] = a[factor][FACTORS] / a[factor][factor];
    }
    return x;
  }

  private static void addOuter(double[][] a, float[] items, int item, double more, double wanted) {
    for (int row = 0; row < FACTORS; row++) {
      for (int column = 0; column < FACTORS; column++) {
        a[row][column] += more * items[item * FACTORS + row] * items[item * FACTORS + column];
      }
      a[row][FACTORS] += wanted * items[item * FACTORS + row];
    }
  }
}
