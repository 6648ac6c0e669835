package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Kernel;
import io.cairn.core.Progress;
import io.cairn.core.TopK;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TwoTowerTrainerTest extends RetrievalTrainerContract {
  private static final int FACTORS = 16;
  private static final int NEW_ITEMS = 6;

  @Override
  protected RetrievalTrainer trainer() {
    return trainer(List.of(), 0);
  }

  private static TwoTowerTrainer trainer(List<Integer> hidden, double idDropout) {
    return Towers.SMALL.hidden(hidden).dropout(idDropout).trainer();
  }

  @Test
  void train_withHiddenLayers_findsThePlantedTaste() {
    EmbeddingModel model = trainer(List.of(24, 12), 0).train(Matrices.planted(400), Progress.NONE);
    for (int group = 0; group < 2; group++) {
      float[] scores = model.score(Matrices.history(Matrices.walk(group, 3, 4)));
      assertThat(TopK.of(scores, 1)[0] / Matrices.GROUP).isEqualTo(group);
    }
    byte[] bytes = bytes(model);
    RetrievalModel read = ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    assertThat(bytes(read)).isEqualTo(bytes);
    assertThat(read.score(Matrices.history(1, 2))).isEqualTo(model.score(Matrices.history(1, 2)));
  }

  @Test
  void train_withOneThreadOrMany_givesTheSameBytes() throws Exception {
    InteractionMatrix matrix = Matrices.random(300, 60, 7, 4);
    byte[] many = bytes(trainer().train(matrix, Progress.NONE));
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      byte[] single = one.submit(() -> bytes(trainer().train(matrix, Progress.NONE))).get();
      assertThat(single).isEqualTo(many);
    }
  }

  @Test
  void foldIn_hasLength1_andForNobodyZeros() {
    EmbeddingModel model = trainer(List.of(), 0).train(Matrices.planted(100), Progress.NONE);
    float[] vector = model.foldIn(Matrices.history(2, 3));
    assertThat(model.factors()).isEqualTo(FACTORS);
    assertThat(Kernel.FASTEST.dot(vector, 0, vector, 0, FACTORS)).isCloseTo(1, within(1e-5f));
    assertThat(model.foldIn(History.EMPTY)).hasSize(FACTORS).containsOnly(0);
    assertThat(model.score(Matrices.history(2, 3)))
        .containsExactly(Kernel.FASTEST.products(model.itemVectors(), vector));
  }

  @Test
  void contentVectors_ofNewItems_areNearTheirGroup() {
    EmbeddingModel model =
        trainer(List.of(), .5)
            .train(Matrices.planted(400), content(2 * Matrices.GROUP), Progress.NONE);
    float[] vectors = model.contentVectors(content(NEW_ITEMS)).orElseThrow();
    assertThat(vectors).hasSize(NEW_ITEMS * FACTORS);
    float[] user = model.foldIn(Matrices.history(Matrices.walk(0, 3, 4)));
    float[] scores = Kernel.FASTEST.products(vectors, user);
    assertThat(scores[0]).isGreaterThan(scores[NEW_ITEMS - 1]);
    float[] other = model.foldIn(Matrices.history(Matrices.walk(1, 3, 4)));
    float[] otherScores = Kernel.FASTEST.products(vectors, other);
    assertThat(otherScores[0]).isLessThan(otherScores[NEW_ITEMS - 1]);
  }

  @Test
  void contentVectors_ofTokensThatNobodyKnows_areZeros() {
    EmbeddingModel model =
        trainer(List.of(), .5)
            .train(Matrices.planted(40), content(2 * Matrices.GROUP), Progress.NONE);
    ItemContent strange = ItemContent.of(List.of(ItemContent.tokens(List.of("brand=new"))));
    assertThat(model.contentVectors(strange).orElseThrow()).hasSize(FACTORS).containsOnly(0);
  }

  @Test
  void train_anItemThatNobodyLiked_goesByItsContent() {
    int[][] rows = new int[60][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new int[] {row % 4, (row + 1) % 4};
    }
    ItemContent content =
        ItemContent.of(
            List.of(
                ItemContent.tokens(List.of("a")),
                ItemContent.tokens(List.of("a")),
                ItemContent.tokens(List.of("b")),
                ItemContent.tokens(List.of("b")),
                ItemContent.tokens(List.of("b")),
                new int[0]));
    EmbeddingModel model =
        trainer(List.of(), .5).train(Matrices.of(6, rows), content, Progress.NONE);
    float[] alone = model.contentVectors(content).orElseThrow();
    assertThat(vector(model.itemVectors(), 4)).isEqualTo(vector(alone, 4));
    assertThat(vector(model.itemVectors(), 3)).isNotEqualTo(vector(alone, 3));
    assertThat(vector(model.itemVectors(), 5)).containsOnly(0);
  }

  @Test
  void train_withAHalfLife_looksAtWhatWasDoneLast() {
    TwoTowerTrainer trainer = Towers.SMALL.halfLife(Duration.ofDays(1)).trainer();
    EmbeddingModel model = trainer.train(Matrices.planted(400), Progress.NONE);
    int[] items = {40, 41, 42, 5};
    float[] weights = {1, 1, 1, 1};
    long day = Duration.ofDays(1).toMillis();
    History longAgo = new History(items, weights, new long[] {0, 0, 0, 9 * day});
    assertThat(TopK.of(model.score(longAgo), 1)[0]).isLessThan(Matrices.GROUP);
    History atOnce = new History(items, weights, new long[] {day, day, day, day});
    assertThat(TopK.of(model.score(atOnce), 1)[0]).isGreaterThanOrEqualTo(Matrices.GROUP);
    assertThat(model.score(new History(items, weights))).isEqualTo(model.score(atOnce));
  }

  @Test
  void train_withTraits_knowsWhatSomebodyWithoutAHistoryLikes() {
    InteractionMatrix matrix = Matrices.planted(400);
    EmbeddingModel model =
        Towers.SMALL
            .shares(.3, .2)
            .dropout(.2)
            .trainer()
            .train(matrix, ItemContent.none(matrix.items()), traits(400), Progress.NONE);
    for (int group = 0; group < 2; group++) {
      History nobody = History.EMPTY.withTraits(traits(2).tokens(group).toArray());
      float[] vector = model.foldIn(nobody);
      assertThat(Kernel.FASTEST.dot(vector, 0, vector, 0, FACTORS)).isCloseTo(1, within(1e-5f));
      for (int item : TopK.of(model.score(nobody), 10)) {
        assertThat(item / Matrices.GROUP).isEqualTo(group);
      }
      History other = Matrices.history(Matrices.walk(1 - group, 3, 4)).withTraits(nobody.traits());
      assertThat(TopK.of(model.score(other), 1)[0] / Matrices.GROUP).isEqualTo(1 - group);
    }
    byte[] bytes = bytes(model);
    RetrievalModel read = ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    assertThat(bytes(read)).isEqualTo(bytes);
    History some = Matrices.history(1, 2).withTraits(traits(1).tokens());
    assertThat(read.score(some)).isEqualTo(model.score(some));
    assertThat(read.score(some)).isNotEqualTo(model.score(Matrices.history(1, 2)));
  }

  @Test
  void train_withTraitsOfFewRows_learnsNothingOfThem() {
    InteractionMatrix matrix = Matrices.planted(18);
    EmbeddingModel model =
        Towers.SMALL
            .trainer()
            .train(matrix, ItemContent.none(matrix.items()), traits(18), Progress.NONE);
    History nobody = History.EMPTY.withTraits(traits(1).tokens());
    assertThat(model.foldIn(nobody)).containsOnly(0);
    assertThat(model.score(nobody)).containsOnly(0);
  }

  @Test
  void train_withHardNegatives_findsThePlantedTaste_andIsAnotherModel() {
    InteractionMatrix matrix = Matrices.planted(400);
    RetrievalModel easy = trainer().train(matrix, Progress.NONE);
    TwoTowerTrainer trainer = Towers.SMALL.negatives(8, 3).trainer();
    RetrievalModel hard = trainer.train(matrix, Progress.NONE);
    assertThat(bytes(hard)).isNotEqualTo(bytes(easy));
    assertThat(bytes(hard)).isEqualTo(bytes(trainer.train(matrix, Progress.NONE)));
    float[] scores = hard.score(Matrices.history(Matrices.walk(0, 3, 4)));
    assertThat(TopK.of(scores, 1)[0]).isLessThan(Matrices.GROUP);
  }

  @Test
  void train_untilNothingGetsBetter_stopsEarly() {
    List<String> steps = new ArrayList<>();
    Towers.SMALL
        .learningRate(.05)
        .epochs(500, 2)
        .trainer()
        .train(Matrices.planted(100), (step, done, total) -> steps.add(done + " " + step));
    assertThat(steps.size()).isLessThan(500);
    assertThat(steps.getLast()).matches("500 learning, gain 0\\.\\d{4} after \\d+ epochs");
  }

  @Test
  void train_withContentOfOtherItems_isRefused() {
    InteractionMatrix matrix = Matrices.of(3, new int[] {0, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(matrix, ItemContent.none(4), Progress.NONE))
        .withMessage("content of 4 items for interactions of 3");
    ItemContent none = ItemContent.none(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().train(matrix, none, none, Progress.NONE))
        .withMessage("traits of 3 rows for interactions of 1");
  }

  @Test
  void train_withALearningRateFarTooHigh_isRefused() {
    TwoTowerTrainer wild = Towers.SMALL.learningRate(1e38).trainer();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wild.train(Matrices.planted(40), Progress.NONE))
        .withMessageContaining("choose a learningRate below 1.0E38");
  }

  @Test
  void new_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(List.of(0), 0))
        .withMessage("hidden must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(List.of(), 1))
        .withMessage("idDropout must be a number from 0 to below 1, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Towers.SMALL.halfLife(Duration.ofDays(-1)).trainer())
        .withMessage("halfLife must be a number of at least 0, was -8.64E7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Towers.SMALL.negatives(0, -1).trainer())
        .withMessage("hardNegatives must be at least 0, was -1");
  }

  /** Returns the traits of the rows of {@link Matrices#planted}: which taste they have. */
  private static ItemContent traits(int rows) {
    return ItemContent.of(
        IntStream.range(0, rows)
            .mapToObj(row -> ItemContent.tokens(List.of("taste=" + row % 2)))
            .toList());
  }

  /** Returns items of two kinds, the second half of the second. */
  private static ItemContent content(int items) {
    return ItemContent.of(
        IntStream.range(0, items)
            .mapToObj(item -> ItemContent.tokens(List.of(item < items / 2 ? "one" : "two")))
            .toList());
  }

  private static float[] vector(float[] vectors, int item) {
    return Arrays.copyOfRange(vectors, item * FACTORS, (item + 1) * FACTORS);
  }
}
