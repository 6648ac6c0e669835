package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Progress;
import org.junit.jupiter.api.Test;

final class EaseTrainerTest extends RetrievalTrainerContract {

  @Override
  protected RetrievalTrainer trainer() {
    return new EaseTrainer(5);
  }

  @Test
  void score_equalsADirectInverse() {
    InteractionMatrix matrix = Matrices.random(100, 12, 4, 11);
    double[][] inverse = inverse(gram(matrix, 2.5));
    EaseModel model = new EaseTrainer(2.5).train(matrix, Progress.NONE);
    for (int item = 0; item < 12; item++) {
      float[] scores = model.score(Matrices.history(item));
      for (int other = 0; other < 12; other++) {
        double weight = item == other ? 0 : -inverse[item][other] / inverse[other][other];
        assertThat((double) scores[other]).isCloseTo(weight, within(1e-6));
      }
    }
  }

  @Test
  void score_addsTheRowsOfWhatWasLiked_timesTheirWeights() {
    EaseModel model = new EaseTrainer(2).train(Matrices.random(60, 20, 6, 8), Progress.NONE);
    float[] both = model.score(new History(new int[] {2, 9, 5}, new float[] {3, -1, .5f}));
    float[] one = model.score(Matrices.history(2));
    float[] other = model.score(Matrices.history(5));
    for (int item = 0; item < 20; item++) {
      assertThat(both[item]).isCloseTo(3 * one[item] + 0.5f * other[item], within(1e-5f));
    }
  }

  @Test
  void train_anItemThatNobodyLiked_scoresZero() {
    float[] weights = {1, 1, -1};
    InteractionMatrix matrix = Matrices.weighted(3, weights, new int[] {0, 1, 2});
    EaseModel model = new EaseTrainer(1).train(matrix, Progress.NONE);
    assertThat(model.score(Matrices.history(0))[2]).isZero();
    assertThat(model.score(Matrices.history(0))[1]).isPositive();
  }

  @Test
  void train_onMoreItemsThanTheLimit_isRefusedWithTheMemoryItWouldNeed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new EaseTrainer(1).train(Matrices.of(20_001, new int[] {0, 1}), Progress.NONE))
        .withMessageStartingWith("ease would need 3.2 GB of heap for 20001 items")
        .withMessageContaining("the most are 20000 items")
        .withMessageContaining("item-to-item instead");
  }

  @Test
  void checkFits_moreThanTheHeap_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EaseTrainer.checkFits(10_000, 500_000_000))
        .withMessageContaining("0.8 GB of heap")
        .withMessageContaining("this heap's 0.5 GB");
    EaseTrainer.checkFits(10_000, 1_000_000_000);
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EaseTrainer(0))
        .withMessage("regularization must be a number above 0, was 0.0");
  }

  private static double[][] gram(InteractionMatrix matrix, double regularization) {
    double[][] gram = new double[matrix.items()][matrix.items()];
    for (int row = 0; row < matrix.rows(); row++) {
      int[] columns = Matrices.row(matrix, row).columns();
      for (int one : columns) {
        for (int other : columns) {
          gram[one][other]++;
        }
      }
    }
    for (int item = 0; item < gram.length; item++) {
      gram[item][item] += regularization;
    }
    return gram;
  }

  /** Gauss-Jordan on the matrix beside the identity. */
  private static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    double[][] inverse = new double[size][size];
    for (int row = 0; row < size; row++) {
      inverse[row][row] = 1;
    }
    for (int pivot = 0; pivot < size; pivot++) {
      scale(matrix[pivot], inverse[pivot], 1 / matrix[pivot][pivot]);
      for (int row = 0; row < size; row++) {
        double factor = matrix[row][pivot];
        for (int column = 0; column < size && row != pivot; column++) {
          matrix[row][column] -= factor * matrix[pivot][column];
          inverse[row][column] -= factor * inverse[pivot][column];
        }
      }
    }
    return inverse;
  }

  private static void scale(double[] left, double[] right, double factor) {
    for (int column = 0; column < left.length; column++) {
      left[column] *= factor;
      right[column] *= factor;
    }
  }
}
