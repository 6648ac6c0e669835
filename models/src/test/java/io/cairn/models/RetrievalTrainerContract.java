package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Progress;
import io.cairn.core.TopK;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every retrieval trainer and its model must do; each trainer's test extends it. */
public abstract class RetrievalTrainerContract {

  /** Returns a trainer with hyperparameters that suit a few hundred rows. */
  protected abstract RetrievalTrainer trainer();

  /** Returns whether the model's list depends on the history. */
  protected boolean isPersonal() {
    return true;
  }

  @Test
  void train_twice_givesTheSameBytes() {
    InteractionMatrix matrix = Matrices.random(200, 50, 7, 1);
    assertThat(bytes(train(matrix))).isEqualTo(bytes(train(matrix)));
  }

  @Test
  void train_onNoCells_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(Matrices.of(3, new int[0], new int[0])))
        .withMessageContaining("no interactions");
  }

  @Test
  void train_tellsItsProgressToTheEnd() {
    AtomicLong left = new AtomicLong(-1);
    trainer()
        .train(
            Matrices.random(20, 10, 3, 1),
            (_, done, total) ->
                left.accumulateAndGet(total - done, (a, b) -> a < 0 ? b : Math.min(a, b)));
    assertThat(left).hasValue(0);
  }

  @Test
  void read_ofWhatWasWritten_givesEqualScores() {
    RetrievalModel model = train(Matrices.random(200, 50, 7, 2));
    byte[] bytes = bytes(model);
    RetrievalModel read = ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    History history = Matrices.history(3, 1, 4);
    assertThat(read.score(history)).isEqualTo(model.score(history));
    assertThat(read.items()).isEqualTo(50);
    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(ModelCodec.kind(read)).isEqualTo(ModelCodec.kind(model));
  }

  @Test
  void score_ofAnyHistory_isFinite() {
    float[] weights = {1, -2, 0, 100, 1e-3f, -1, 5, 1};
    RetrievalModel model =
        train(
            Matrices.weighted(
                6, weights, new int[] {0, 1, 2, 3}, new int[] {3, 4}, new int[] {0, 4}));
    for (History history :
        new History[] {
          History.EMPTY, Matrices.history(5), new History(new int[] {0, 3}, new float[] {-1, 1e4f})
        }) {
      assertThat(model.score(history)).hasSize(6).doesNotContain(Float.NaN);
      for (float score : model.score(history)) {
        assertThat(score).isFinite();
      }
    }
  }

  @Test
  void score_returnsAFreshArray() {
    RetrievalModel model = train(Matrices.random(20, 10, 3, 3));
    float[] scores = model.score(Matrices.history(1));
    float[] before = scores.clone();
    Arrays.fill(scores, 7);
    assertThat(model.score(Matrices.history(1))).isEqualTo(before);
  }

  @Test
  void train_onOneItem_scoresIt() {
    RetrievalModel model = train(Matrices.of(1, new int[] {0}, new int[] {0}));
    assertThat(model.score(Matrices.history(0))).hasSize(1);
  }

  @Test
  void train_onOneRow_scoresItsItems() {
    RetrievalModel model = train(Matrices.of(4, new int[] {2, 0}));
    float[] scores = model.score(Matrices.history(2));
    assertThat(scores).hasSize(4);
    assertThat(scores[0]).isGreaterThanOrEqualTo(scores[3]);
  }

  @Test
  void score_onPlantedTaste_findsTheNextItem_whereThePopularDoNot() {
    InteractionMatrix matrix = Matrices.planted(400);
    double popular = hitRate(new PopularTrainer().train(matrix, Progress.NONE));
    double hitRate = hitRate(train(matrix));
    assertThat(popular).isLessThan(.2);
    if (isPersonal()) {
      assertThat(hitRate).isGreaterThan(.9);
    } else {
      assertThat(hitRate).isLessThan(.2);
    }
  }

  @Test
  void score_onPlantedTaste_prefersTheOwnGroup() {
    RetrievalModel model = train(Matrices.planted(400));
    int[] best = new int[2];
    for (int group = 0; group < 2; group++) {
      float[] scores = model.score(Matrices.history(Matrices.walk(group, 3, 4)));
      best[group] = TopK.of(scores, 1)[0] / Matrices.GROUP;
    }
    if (isPersonal()) {
      assertThat(best).containsExactly(0, 1);
    } else {
      assertThat(best[0]).isEqualTo(best[1]);
    }
  }

  /** Returns how often the item after a walk is among the best four that are not in it. */
  private static double hitRate(RetrievalModel model) {
    double hits = 0;
    for (int start = 0; start < Matrices.GROUP; start++) {
      for (int group = 0; group < 2; group++) {
        int[] walk = Matrices.walk(group, start, 5);
        float[] scores = model.score(Matrices.history(Arrays.copyOf(walk, 4)));
        for (int seen = 0; seen < 4; seen++) {
          scores[walk[seen]] = Float.NEGATIVE_INFINITY;
        }
        hits += Arrays.stream(TopK.of(scores, 4)).anyMatch(item -> item == walk[4]) ? 1 : 0;
      }
    }
    return hits / (2 * Matrices.GROUP);
  }

  private RetrievalModel train(InteractionMatrix matrix) {
    return trainer().train(matrix, Progress.NONE);
  }

  static byte[] bytes(RetrievalModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      model.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
