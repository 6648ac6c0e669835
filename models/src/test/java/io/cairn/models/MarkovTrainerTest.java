package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Progress;
import io.cairn.core.TopK;
import org.junit.jupiter.api.Test;

final class MarkovTrainerTest extends RetrievalTrainerContract {
  private final InteractionMatrix matrix =
      Matrices.of(
          5,
          new int[] {0, 1, 2},
          new int[] {0, 1},
          new int[] {0, 2},
          new int[] {3, 2, 4},
          new int[] {2});

  @Override
  protected RetrievalTrainer trainer() {
    return new MarkovTrainer();
  }

  @Test
  void score_countsWhatCameDirectlyAfterTheLastItem() {
    float[] scores = model().score(Matrices.history(3, 0));
    assertThat(scores[1]).isBetween(2f, 2.999f);
    assertThat(scores[2]).isBetween(1f, 1.999f);
    assertThat(scores[4]).isBetween(0f, .999f);
  }

  @Test
  void score_afterAnItemThatNothingFollowed_isPopularity() {
    assertThat(TopK.of(model().score(Matrices.history(4)), 3)).containsExactly(2, 0, 1);
  }

  @Test
  void score_ofTheEmptyHistory_isPopularity() {
    assertThat(model().score(History.EMPTY)).isEqualTo(model().score(Matrices.history(4)));
  }

  @Test
  void score_passesOverALastItemThatWasNotLiked() {
    History history = new History(new int[] {0, 3}, new float[] {1, -1});
    assertThat(model().score(history)).isEqualTo(model().score(Matrices.history(0)));
  }

  private MarkovModel model() {
    return new MarkovTrainer().train(matrix, Progress.NONE);
  }
}
