package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Progress;
import org.junit.jupiter.api.Test;

final class PopularTrainerTest extends RetrievalTrainerContract {

  @Override
  protected RetrievalTrainer trainer() {
    return new PopularTrainer();
  }

  @Override
  protected boolean isPersonal() {
    return false;
  }

  @Test
  void train_addsPositiveWeightsOnly() {
    float[] weights = {1, 2, -5, .5f};
    InteractionMatrix matrix = Matrices.weighted(3, weights, new int[] {0, 1}, new int[] {1, 0});
    assertThat(new PopularTrainer().train(matrix, Progress.NONE).score(History.EMPTY))
        .containsExactly(1.5f, 2, 0);
  }
}
