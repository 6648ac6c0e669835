package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Progress;
import io.cairn.core.TopK;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ItemToItemTrainerTest extends RetrievalTrainerContract {

  @Override
  protected RetrievalTrainer trainer() {
    return new ItemToItemTrainer(20, 2, .5, 0);
  }

  @Test
  void neighbors_byHand() {
    InteractionMatrix matrix =
        Matrices.of(3, new int[] {0, 1}, new int[] {1, 0}, new int[] {1, 2}, new int[] {1});
    ItemToItemModel.Neighbors neighbors =
        new ItemToItemTrainer(5, 1, .5, 0).train(matrix, Progress.NONE).neighbors(1);
    assertThat(neighbors.columns()).containsExactly(0, 2);
    assertThat(neighbors.similarities()[0])
        .isCloseTo((float) (2 / (Math.sqrt(8) + 1)), within(1e-6f));
    assertThat(neighbors.similarities()[1]).isCloseTo(1 / (2 + 1f), within(1e-6f));
  }

  @Test
  void neighbors_equalBruteForce() {
    InteractionMatrix matrix = Matrices.random(300, 80, 9, 7);
    boolean[][] has = new boolean[matrix.rows()][80];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int cell = matrix.starts()[row]; cell < matrix.starts()[row + 1]; cell++) {
        has[row][matrix.columns()[cell]] = true;
      }
    }
    ItemToItemModel model = new ItemToItemTrainer(10, 3, .5, 0).train(matrix, Progress.NONE);
    for (int item = 0; item < 80; item++) {
      float[] similarities = new float[80];
      for (int other = 0; other < 80; other++) {
        similarities[other] = other == item ? -1 : similarity(has, item, other, 3);
      }
      int[] best = TopK.of(similarities, 10);
      ItemToItemModel.Neighbors neighbors = model.neighbors(item);
      assertThat(neighbors.columns()).isEqualTo(best);
      for (int rank = 0; rank < best.length; rank++) {
        assertThat(neighbors.similarities()[rank]).isEqualTo(similarities[best[rank]]);
      }
    }
  }

  @Test
  void neighbors_withPenalties_byHand() {
    InteractionMatrix matrix =
        Matrices.of(
            4, new int[] {0, 1}, new int[] {1, 0, 3, 2}, new int[] {1, 2, 3}, new int[] {1});
    ItemToItemModel.Neighbors neighbors =
        new ItemToItemTrainer(5, 0, .25, 1).train(matrix, Progress.NONE).neighbors(1);
    assertThat(neighbors.columns()).containsExactly(0, 2, 3);
    double mean = 10 / 4.;
    double popular = Math.pow(4, .75);
    assertThat(neighbors.similarities()[0])
        .isCloseTo((float) ((mean / 2 + mean / 4) / popular / Math.pow(2, .25)), within(1e-6f));
    assertThat(neighbors.similarities()[1])
        .isCloseTo((float) ((mean / 4 + mean / 3) / popular / Math.pow(2, .25)), within(1e-6f));
  }

  @Test
  void neighbors_withALengthPenalty_trustShortRowsMore() {
    InteractionMatrix matrix =
        Matrices.of(6, new int[] {0, 1, 3, 4, 5}, new int[] {0, 1, 3, 4, 5}, new int[] {0, 2});
    assertThat(best(matrix, 0)).isEqualTo(1);
    assertThat(best(matrix, 1)).isEqualTo(2);
  }

  private static int best(InteractionMatrix matrix, double lengthPenalty) {
    return new ItemToItemTrainer(1, 0, .5, lengthPenalty)
        .train(matrix, Progress.NONE)
        .neighbors(0)
        .columns()[0];
  }

  @Test
  void neighbors_withoutAPopularityPenalty_areThoseMostOftenMet() {
    InteractionMatrix matrix =
        Matrices.of(3, new int[] {0, 1}, new int[] {0, 1}, new int[] {1}, new int[] {0, 2});
    assertThat(neighbors(matrix, 0)).containsExactly(1, 2);
    assertThat(neighbors(matrix, 1)).containsExactly(2, 1);
  }

  private static int[] neighbors(InteractionMatrix matrix, double popularityPenalty) {
    return new ItemToItemTrainer(2, 0, popularityPenalty, 0)
        .train(matrix, Progress.NONE)
        .neighbors(0)
        .columns();
  }

  private static float similarity(boolean[][] has, int item, int other, double shrinkage) {
    long both = IntStream.range(0, has.length).filter(r -> has[r][item] && has[r][other]).count();
    long one = IntStream.range(0, has.length).filter(r -> has[r][item]).count();
    long two = IntStream.range(0, has.length).filter(r -> has[r][other]).count();
    return (float) (both / (Math.sqrt((double) one * two) + shrinkage));
  }

  @Test
  void score_isTheWeightedSumOfSimilarities() {
    ItemToItemModel model =
        new ItemToItemTrainer(50, 0, .5, 0).train(Matrices.random(60, 20, 6, 8), Progress.NONE);
    float[] one = model.score(Matrices.history(2));
    float[] other = model.score(Matrices.history(5));
    float[] both = model.score(new History(new int[] {2, 5}, new float[] {3, -1}));
    for (int item = 0; item < 20; item++) {
      assertThat(both[item]).isCloseTo(3 * one[item] - other[item], within(1e-5f));
    }
  }

  @Test
  void train_takesTheLatestOfALongRow() {
    int[] longRow = IntStream.rangeClosed(0, ItemToItemTrainer.ROW_MAX).toArray();
    InteractionMatrix matrix = Matrices.of(longRow.length, longRow, new int[] {1, 0});
    ItemToItemModel model = new ItemToItemTrainer(5, 0, .5, 0).train(matrix, Progress.NONE);
    assertThat(model.neighbors(0).columns()).containsExactly(1);
    assertThat(model.neighbors(2000).columns()).hasSize(5);
  }

  @Test
  void train_passesOverNegativeWeights() {
    float[] weights = {1, -1, 1, 1};
    InteractionMatrix matrix = Matrices.weighted(3, weights, new int[] {0, 1}, new int[] {0, 2});
    ItemToItemModel model = new ItemToItemTrainer(5, 0, .5, 0).train(matrix, Progress.NONE);
    assertThat(model.neighbors(0).columns()).containsExactly(2);
    assertThat(model.neighbors(1).size()).isZero();
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemToItemTrainer(0, 1, .5, 0))
        .withMessage("neighbors must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemToItemTrainer(1, -1, .5, 0))
        .withMessage("shrinkage must be a number of at least 0, was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemToItemTrainer(1, 1, 1.5, 0))
        .withMessage("popularityPenalty must be a number from 0 to 1, was 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemToItemTrainer(1, 1, .5, -1))
        .withMessage("lengthPenalty must be a number of at least 0, was -1.0");
  }
}
