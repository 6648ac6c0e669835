package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Progress;
import org.junit.jupiter.api.Test;

final class SessionKnnTrainerTest extends RetrievalTrainerContract {
  private static final double FADE = 2;

  @Override
  protected RetrievalTrainer trainer() {
    return new SessionKnnTrainer(100, 1_000, FADE);
  }

  @Test
  void score_fadesByTheDistanceFromTheSharedItem() {
    float[] scores = score(100, 1_000, new int[][] {{0, 1, 2}}, 0);
    assertThat(scores[0]).isCloseTo(1, within(1e-6f));
    assertThat(scores[1]).isCloseTo(fade(1), within(1e-6f));
    assertThat(scores[2]).isCloseTo(fade(2), within(1e-6f));
    assertThat(scores[3]).isZero();
  }

  @Test
  void score_countsSharedItemsByTheDistanceFromTheEnd() {
    float[] scores = score(100, 1_000, new int[][] {{0, 1, 2}, {1, 3}}, 0, 1);
    float first = 1 + fade(1);
    assertThat(scores[2]).isCloseTo(first * fade(1), within(1e-6f));
    assertThat(scores[3]).isCloseTo(fade(1), within(1e-6f));
  }

  @Test
  void score_aNeighborOfAnEarlierItem_isWorthLess() {
    float[] scores = score(100, 1_000, new int[][] {{0, 2}, {1, 3}}, 0, 1);
    assertThat(scores[2]).isCloseTo(fade(1) * fade(1) * fade(1), within(1e-6f));
    assertThat(scores[3]).isCloseTo(fade(1), within(1e-6f));
  }

  @Test
  void score_onlyTheMostSimilarPropose_theNewestOfEqualOnes() {
    int[][] sessions = {{0, 2}, {0, 3}, {0, 1, 4}};
    assertThat(score(1, 1_000, sessions, 1, 0)[4]).isPositive();
    assertThat(score(1, 1_000, sessions, 1, 0)[3]).isZero();
    float[] two = score(2, 1_000, sessions, 1, 0);
    assertThat(two[3]).isPositive();
    assertThat(two[2]).isZero();
  }

  @Test
  void score_onlyTheNewestSessionsOfAnItemAreCompared() {
    float[] scores = score(100, 1, new int[][] {{0, 2}, {0, 3}}, 0);
    assertThat(scores[2]).isZero();
    assertThat(scores[3]).isPositive();
  }

  @Test
  void score_ofTheEmptyHistory_andOfDislikedItems_isZero() {
    RetrievalModel model = model(100, 1_000, new int[][] {{0, 2}});
    assertThat(model.score(History.EMPTY)).containsOnly(0);
    assertThat(model.score(new History(new int[] {0}, new float[] {-1}))).containsOnly(0);
  }

  @Test
  void hyperparameters_outOfBounds_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionKnnTrainer(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionKnnTrainer(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionKnnTrainer(1, 1, 0));
  }

  private static float fade(int distance) {
    return (float) Math.exp(-distance / FADE);
  }

  private static float[] score(int neighbors, int recentMax, int[][] sessions, int... present) {
    return model(neighbors, recentMax, sessions).score(Matrices.history(present));
  }

  private static RetrievalModel model(int neighbors, int recentMax, int[][] sessions) {
    return new SessionKnnTrainer(neighbors, recentMax, FADE)
        .train(Matrices.of(5, sessions), Progress.NONE);
  }
}
