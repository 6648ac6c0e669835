package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TowerBatchesTest {
  private static final int ITEMS = 30;

  private static TwoTowerTrainer trainer(double targetShare, int negatives, double idDropout) {
    return Towers.TINY.shares(targetShare, 0).negatives(negatives, 0).dropout(idDropout).trainer();
  }

  private static TowerExamples examples(SparseRows rows, SparseRows traits) {
    return new TowerExamples(rows, traits, SparseRows.of(Matrices.random(ITEMS, 5, 2, 4)));
  }

  private static SparseRows none(int rows) {
    return new SparseRows(0, new int[rows + 1], new int[0], new float[0]);
  }

  /** Returns what everybody shares, and nothing more. */
  private static SparseRows shared(int rows) {
    return traits(new int[rows][0]);
  }

  /** Returns traits, of which there are two, and what everybody shares. */
  private static SparseRows traits(int[]... rows) {
    TwoTowerModel.Tokens known =
        new TwoTowerModel.Tokens(new TokenTable(new int[0]), new TokenTable(new int[] {4, 6}));
    return known.traits(ItemContent.of(List.of(rows)));
  }

  private static TowerBatches batches(InteractionMatrix matrix, TwoTowerTrainer trainer) {
    TowerExamples examples = examples(SparseRows.of(matrix), shared(matrix.rows()));
    return new TowerBatches(examples, trainer, new SplittableRandom(1));
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
  void next_neverWantsWhatWasDisliked_andSkipsRowsThatWantNothing() {
    float[] weights = {1, -1, -2, -1, -1, 3};
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
    SparseRows rows = SparseRows.of(Matrices.random(40, ITEMS, 9, 1));
    TowerExamples plain = new TowerExamples(rows, shared(40), none(ITEMS));
    TowerBatch bare = new TowerBatches(plain, trainer(1, 0, .5), new SplittableRandom(1)).next();
    assertThat(bare.ids().cells()).isEqualTo(bare.ids().rows());
  }

  @Test
  void next_ofRowsWithTraits_showsThemOrWhatEverybodyShares() {
    int[][] known = new int[400][];
    Arrays.fill(known, new int[] {6});
    TowerExamples examples =
        examples(SparseRows.of(Matrices.random(400, ITEMS, 5, 1)), traits(known));
    TowerBatches batches =
        new TowerBatches(examples, Towers.TINY.dropout(.5).trainer(), new SplittableRandom(1));
    int withTraits = 0;
    for (int step = 0; step < 40; step++) {
      SparseRows traits = batches.next().traits();
      for (int row = 0; row < 10; row++) {
        assertThat(traits.columns()[traits.starts()[row + 1] - 1]).isEqualTo(2);
        withTraits += traits.length(row) - 1;
      }
    }
    assertThat(withTraits).isBetween(150, 250);
  }

  @Test
  void next_ofARowOfOneItem_showsItsTraitsAlone() {
    SparseRows rows = SparseRows.of(Matrices.of(ITEMS, new int[] {3}));
    TowerExamples examples = new TowerExamples(rows, traits(new int[] {4, 6, 9}), none(ITEMS));
    TowerBatch batch =
        new TowerBatches(examples, trainer(.5, 0, 0), new SplittableRandom(1)).next();
    assertThat(batch.histories().length(0)).isZero();
    assertThat(batch.traits().columns()).containsExactly(0, 1, 2);
    assertThat(hidden(batch, 0)).containsExactly(3);
  }

  @Test
  void next_ofColdRows_showsAFewItems() {
    TwoTowerTrainer trainer = Towers.TINY.shares(.1, .5).trainer();
    TowerBatches batches = batches(Matrices.random(100, ITEMS, 20, 1), trainer);
    int few = 0;
    for (int step = 0; step < 10; step++) {
      TowerBatch batch = batches.next();
      for (int row = 0; row < 10; row++) {
        few += batch.histories().length(row) < 10 ? 1 : 0;
      }
    }
    assertThat(few).isBetween(30, 70);
  }

  @Test
  void next_withHardNegatives_addsThoseOfItsRows_andSaysHowProbableTheyWere() {
    SparseRows rows =
        SparseRows.of(Matrices.of(ITEMS, new int[] {0, 1}, new int[] {1, 0}, new int[] {0}));
    TowerBatches batches =
        new TowerBatches(
            examples(rows, shared(3)),
            Towers.TINY.negatives(0, 1).trainer(),
            new SplittableRandom(1));
    SparseRows mined =
        new SparseRows(ITEMS, new int[] {0, 1, 3, 3}, new int[] {9, 9, 12}, new float[3]);
    int[] counts = new int[ITEMS];
    counts[9] = 2;
    counts[12] = 1;
    batches.replace(new HardNegatives(mined, counts));
    TowerBatch batch = batches.next();
    assertThat(batch.labels().width()).isBetween(3, 4);
    int last = batch.labels().width() - 1;
    assertThat(Math.exp(batch.logChances()[last])).isCloseTo(1 - Math.exp(-1), within(1e-6));
    assertThat(Math.exp(batch.logChances()[last - 1])).isCloseTo(1 - Math.exp(-2), within(1e-6));
    assertThat(batch.labels().columns()).doesNotContain(last, last - 1);
  }

  @Test
  void mine_drawsItemsOfMiddleRanks_thatTheRowDoesNotHave() {
    int items = 300;
    float[] vectors = new float[items];
    for (int item = 0; item < items; item++) {
      vectors[item] = items - item;
    }
    float[] ids = new float[items];
    Arrays.fill(ids, 1);
    TwoTowerModel model = model(ids, vectors);
    float[] weights = {1, 1, 1, -1};
    SparseRows rows =
        SparseRows.of(Matrices.weighted(items, weights, new int[] {0, 2, 30}, new int[] {7}));
    TowerExamples examples = new TowerExamples(rows, shared(2), none(items));
    HardNegatives hard = HardNegatives.mine(model, examples, 50, new SplittableRandom(1));
    assertThat(hard.items().length(0)).isBetween(30, 50);
    assertThat(hard.items().length(1)).isZero();
    for (int item : hard.items().columns()) {
      assertThat(item).isBetween(22, 202).isNotEqualTo(30);
      assertThat(hard.counts()[item]).isEqualTo(1);
    }
    assertThat(Arrays.stream(hard.counts()).sum()).isEqualTo(hard.items().cells());
    HardNegatives again = HardNegatives.mine(model, examples, 50, new SplittableRandom(1));
    assertThat(again).usingRecursiveComparison().isEqualTo(hard);
  }

  @Test
  void mine_inASmallCatalogue_findsNone() {
    SparseRows rows = SparseRows.of(Matrices.of(20, new int[] {0, 1}));
    TowerExamples examples = new TowerExamples(rows, shared(1), none(20));
    float[] ones = new float[20];
    Arrays.fill(ones, 1);
    HardNegatives hard =
        HardNegatives.mine(model(ones, ones), examples, 5, new SplittableRandom(1));
    assertThat(hard.items().cells()).isZero();
  }

  @Test
  void faded_halvesWithEachHalfLifeBeforeTheLastEvent() {
    long[] times = {1000, 2000, 3000};
    InteractionMatrix matrix =
        new InteractionMatrix(
            9, new int[] {0, 3, 3}, new int[] {1, 2, 3}, new float[] {4, 2, -1}, times);
    SparseRows faded = new HistoryPooling(Duration.ofSeconds(1)).faded(matrix);
    assertThat(faded.weights()).containsExactly(1, 1, -1);
    assertThat(new HistoryPooling(Duration.ZERO).faded(matrix).weights()).containsExactly(4, 2, -1);
    assertThat(matrix.weights()[0]).isEqualTo(4);
  }

  @Test
  void faded_ofWhatWasLongAgo_isStillWanted() {
    InteractionMatrix matrix =
        new InteractionMatrix(
            9,
            new int[] {0, 2},
            new int[] {1, 2},
            new float[] {1, 1},
            new long[] {0, Duration.ofDays(9999).toMillis()});
    SparseRows faded = new HistoryPooling(Duration.ofMillis(1)).faded(matrix);
    assertThat(faded.positives(0)).isEqualTo(2);
    SparseRows alone = new SparseRows(9, new int[] {0, 1}, new int[] {1}, faded.weights());
    assertThat(HistoryPooling.scaled(alone).weights()[0])
        .isEqualTo(HistoryPooling.scaled(one(1)).weights()[0]);
  }

  @Test
  void scaled_saysLessOfSomebodyWithAShortHistory_andCountsItemsByTheirWeight() {
    double k = HistoryPooling.SHRINKAGE;
    assertThat((double) HistoryPooling.scaled(one(7)).weights()[0])
        .isCloseTo(Math.sqrt(1 / (1 + k)), within(1e-6));
    assertThat((double) HistoryPooling.scaled(one(-2, 2)).weights()[1])
        .isCloseTo(Math.sqrt(2 / (2 + k) / 2), within(1e-6));
    assertThat((double) HistoryPooling.scaled(one(1, 1e-9f)).weights()[0])
        .isCloseTo(Math.sqrt(1 / (1 + k)), within(1e-6));
    assertThat(HistoryPooling.scaled(one(0, 0)).weights()).containsOnly(0);
  }

  private static SparseRows one(float... weights) {
    int[] columns = IntStream.range(0, weights.length).toArray();
    return new SparseRows(9, new int[] {0, weights.length}, columns, weights);
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
    TwoTowerModel model = model(history, vectors);
    assertThat(heldOut.gain(model)).isCloseTo((1 + Math.log(2) / Math.log(3)) / 2, within(1e-9));
  }

  /** Returns a model of one factor. */
  private static TwoTowerModel model(float[] ids, float[] itemVectors) {
    TokenTable nothing = new TokenTable(new int[0]);
    return new TwoTowerModel(
        new TowerNumbers(1, ids, new float[0], new float[3], List.of()),
        new HistoryPooling(Duration.ZERO),
        new TwoTowerModel.Tokens(nothing, nothing),
        itemVectors);
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
