package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

final class GfCfTrainerTest extends RetrievalTrainerContract {

  @Override
  protected RetrievalTrainer trainer() {
    return new GfCfTrainer(16, 10, 1);
  }

  /** Each connected part has one wave that does not fade: a constant, times the root of degrees. */
  @Test
  void score_withAFactorForEachConnectedPart_isTheShareOfTheItemInItsPart() {
    InteractionMatrix matrix =
        Matrices.of(5, new int[] {0, 1}, new int[] {1, 2}, new int[] {1}, new int[] {3, 4});
    EmbeddingModel model = new GfCfTrainer(2, 60, 1).train(matrix, Progress.NONE);
    assertThat(model.score(Matrices.history(0)))
        .containsExactly(new float[] {1f / 5, 3f / 5, 1f / 5, 0, 0}, within(1e-5f));
    assertThat(model.score(Matrices.history(4)))
        .containsExactly(new float[] {0, 0, 0, .5f, .5f}, within(1e-5f));
  }

  @Test
  void score_withAsManyFactorsAsItemsOrMore_keepsTheHistoryAsItIs() {
    InteractionMatrix matrix = Matrices.random(200, 20, 5, 1);
    for (int factors : new int[] {20, 30}) {
      EmbeddingModel model = new GfCfTrainer(factors, 2, 1).train(matrix, Progress.NONE);
      float[] scores = model.score(Matrices.history(3, 7));
      for (int item = 0; item < 20; item++) {
        assertThat(scores[item]).isCloseTo(item == 3 || item == 7 ? 1 : 0, within(1e-4f));
      }
    }
  }

  @Test
  void foldIn_addsWhatWasLiked_timesItsWeight() {
    EmbeddingModel model =
        new GfCfTrainer(8, 5, 1).train(Matrices.random(60, 20, 6, 8), Progress.NONE);
    float[] both = model.foldIn(new History(new int[] {2, 9, 5}, new float[] {3, -1, .5f}));
    float[] one = model.foldIn(Matrices.history(2));
    float[] other = model.foldIn(Matrices.history(5));
    for (int factor = 0; factor < 8; factor++) {
      float sum = 3 * one[factor] + .5f * other[factor];
      assertThat(both[factor]).isCloseTo(sum, within(1e-5f));
    }
    assertThat(model.foldIn(History.EMPTY)).hasSize(8).containsOnly(0);
    assertThat(model.score(Matrices.history(2)))
        .containsExactly(Kernel.FASTEST.products(model.itemVectors(), one));
  }

  @Test
  void train_anItemThatNobodyLiked_hasNoVector() {
    float[] weights = {1, 1, -1, 1, 1};
    InteractionMatrix matrix = Matrices.weighted(3, weights, new int[] {0, 1, 2}, new int[] {0, 1});
    EmbeddingModel model = new GfCfTrainer(2, 3, 1).train(matrix, Progress.NONE);
    assertThat(model.score(Matrices.history(0, 1))[2]).isZero();
    assertThat(model.foldIn(Matrices.history(2))).containsOnly(0);
  }

  @Test
  void train_withOneThreadOrMany_givesTheSameBytes() throws Exception {
    InteractionMatrix matrix = Matrices.random(2000, 600, 7, 4);
    byte[] many = bytes(trainer().train(matrix, Progress.NONE));
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      byte[] single = one.submit(() -> bytes(trainer().train(matrix, Progress.NONE))).get();
      assertThat(single).isEqualTo(many);
    }
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GfCfTrainer(0, 1, 1))
        .withMessage("factors must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GfCfTrainer(1, 0, 1))
        .withMessage("epochs must be at least 1, was 0");
  }
}
