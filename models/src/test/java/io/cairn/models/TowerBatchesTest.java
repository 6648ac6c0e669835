package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TowerBatchesTest {
  private static final int ITEMS = 30;

  private static TwoTowerTrainer trainer(double targetShare, int negatives, double idDropout) {
    return new TwoTowerTrainer(
        4, 1, .1, 0, 10, List.of(), targetShare, 1, negatives, idDropout, 0, 1, 1);
  }

  private static TowerBatches batches(InteractionMatrix matrix, TwoTowerTrainer trainer) {
    SparseRows tokens = SparseRows.of(Matrices.random(ITEMS, 5, 2, 4));
    return new TowerBatches(SparseRows.of(matrix), tokens, trainer, new SplittableRandom(1));
  }

  @Test
  void next_hidesSomethingOfEachRow_andShowsSomething() {
    for (double share : new double[] {1e-9, .4, 1}) {
      TowerBatches batches = batches(Matrices.random(40, ITEMS, 5, 1), trainer(share, 0, 0));
      assertThat(batches.perEpoch()).isEqualTo(4);
      for (int step = 0; step < 8; step++) {
        TowerBatch batch = batches.next();
        for (int row = 0; row < batch.histories().rows(); row++) {
          assertThat(batch.histories().length(row)).isBetween(1, 4);
          assertThat(hidden(batch, row)).isNotEmpty().doesNotContain(shown(batch, row));
          assertThat(hidden(batch, row).length + shown(batch, row).length).isEqualTo(5);
        }
      }
    }
  }

  @Test
  void next_neverWantsWhatWasDisliked_andSkipsRowsOfOneItem() {
    float[] weights = {1, -1, -2, 1, -1, 3};
    InteractionMatrix matrix =
        Matrices.weighted(ITEMS, weights, new int[] {0, 1, 2}, new int[] {3}, new int[] {4, 5});
    TowerBatches batches = batches(matrix, trainer(1, 0, 0));
    TowerBatch batch = batches.next();
    assertThat(batch.histories().rows()).isEqualTo(2);
    assertThat(batch.labels().width()).isEqualTo(2);
    assertThat(IntStream.range(0, ITEMS).filter(batches::isLearned)).containsExactly(0, 5);
    int[] all = IntStream.range(0, 2).flatMap(row -> IntStream.of(hidden(batch, row))).toArray();
    assertThat(all).containsExactlyInAnyOrder(0, 5);
  }

  @Test
  void next_withNegatives_addsCandidatesThatNobodyWants_andSaysHowProbableTheyWere() {
    InteractionMatrix matrix = Matrices.of(ITEMS, new int[] {0, 1}, new int[] {1, 0});
    TowerBatch batch = batches(matrix, trainer(.5, 20, 0)).next();
    assertThat(batch.labels().width()).isGreaterThan(5);
    double even = 20. / ITEMS;
    int last = batch.labels().width() - 1;
    assertThat(Math.exp(batch.logChances()[last])).isCloseTo(1 - Math.exp(-even), within(1e-6));
    assertThat(Math.exp(batch.logChances()[0])).isCloseTo(1 - Math.exp(-even - 1), within(1e-6));
  }

  @Test
  void next_withDropout_leavesOutIdsOfItemsWithContent() {
    TowerBatch batch = batches(Matrices.random(40, ITEMS, 9, 1), trainer(1, 0, .5)).next();
    int candidates = batch.ids().rows();
    assertThat(batch.tokens().rows()).isEqualTo(candidates);
    assertThat(batch.ids().cells()).isBetween(candidates / 4, 3 * candidates / 4);
    SparseRows none = new SparseRows(0, new int[ITEMS + 1], new int[0], new float[0]);
    SparseRows rows = SparseRows.of(Matrices.random(40, ITEMS, 9, 1));
    TowerBatch bare =
        new TowerBatches(rows, none, trainer(1, 0, .5), new SplittableRandom(1)).next();
    assertThat(bare.ids().cells()).isEqualTo(bare.ids().rows());
  }

  @Test
  void pooled_halvesWithEachHalfLife_andHasLength1() {
    SparseRows histories =
        new SparseRows(9, new int[] {0, 3, 3}, new int[] {1, 2, 3}, new float[] {4, 2, -1});
    float[] shares = new HistoryPooling(1).pooled(histories).weights();
    float scale = (float) (1 / Math.sqrt(3));
    assertThat(shares).containsExactly(new float[] {scale, scale, -scale}, within(1e-6f));
    assertThat(new HistoryPooling(0).pooled(histories).weights()[0])
        .isCloseTo((float) (4 / Math.sqrt(21)), within(1e-6f));
    assertThat(histories.weights()[0]).isEqualTo(4);
  }

  @Test
  void heldOut_takesTheLastTenthOfWhatATenthOfTheRowsWant() {
    float[] weights = new float[100 * 24];
    Arrays.fill(weights, 1);
    for (int row = 0; row < 100; row++) {
      weights[24 * row + 23] = -1;
    }
    int[][] rows =
        IntStream.range(0, 100)
            .mapToObj(_ -> IntStream.range(0, 24).toArray())
            .toArray(int[][]::new);
    InteractionMatrix all = Matrices.weighted(ITEMS, weights, rows);
    HeldOutItems heldOut = HeldOutItems.of(all, new SplittableRandom(1));
    assertThat(heldOut.targets().rows()).isBetween(8, 10);
    assertThat(heldOut.rows()).hasSize(heldOut.targets().rows());
    assertThat(heldOut.targets().columns()).containsOnly(21, 22);
    assertThat(heldOut.training().cells()).isEqualTo(2400 - heldOut.targets().cells());
    int[] lost = heldOut.rows();
    SparseRows histories = SparseRows.of(heldOut.training()).picked(lost);
    assertThat(histories.columns()).contains(0, 20, 23).doesNotContain(21, 22);
    int[] last = HeldOutItems.ofLast(all, new SplittableRandom(1)).targets().columns();
    assertThat(last).hasSize(lost.length).containsOnly(22);
  }

  @Test
  void heldOut_ofFewRows_isNothing() {
    InteractionMatrix rows = Matrices.random(9, ITEMS, 5, 1);
    HeldOutItems heldOut = HeldOutItems.of(rows, new SplittableRandom(1));
    assertThat(heldOut.isEmpty()).isTrue();
    assertThat(heldOut.training()).usingRecursiveComparison().isEqualTo(rows);
  }

  @Test
  void heldOut_gain_isByTheRankAmongItemsThatTheRowDoesNotHave() {
    InteractionMatrix training = Matrices.of(4, new int[] {0});
    SparseRows targets = new SparseRows(4, new int[] {0, 2}, new int[] {2, 1}, new float[2]);
    HeldOutItems heldOut = new HeldOutItems(training, new int[] {0}, targets);
    float[] history = {1, 0, 0, 0};
    float[] vectors = {9, 5, 3, 1};
    TowerNumbers numbers = new TowerNumbers(1, history, new float[0], List.of());
    TwoTowerModel model =
        new TwoTowerModel(numbers, new HistoryPooling(0), new TokenTable(new int[0]), vectors);
    assertThat(heldOut.gain(model)).isCloseTo((1 + Math.log(2) / Math.log(3)) / 2, within(1e-9));
  }

  private static int[] shown(TowerBatch batch, int row) {
    SparseRows histories = batch.histories();
    return Arrays.copyOfRange(
        histories.columns(), histories.starts()[row], histories.starts()[row + 1]);
  }

  private static int[] hidden(TowerBatch batch, int row) {
    SparseRows labels = batch.labels();
    return IntStream.range(labels.starts()[row], labels.starts()[row + 1])
        .filter(cell -> labels.weights()[cell] == 1)
        .map(cell -> batch.ids().columns()[labels.columns()[cell]])
        .toArray();
  }
}
