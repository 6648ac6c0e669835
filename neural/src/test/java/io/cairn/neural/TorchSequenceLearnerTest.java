package io.cairn.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.cairn.core.Progress;
import io.cairn.core.TopK;
import io.cairn.models.EmbeddingModel;
import io.cairn.models.EventSequence;
import io.cairn.models.History;
import io.cairn.models.SequenceLearner;
import io.cairn.models.SequenceModels;
import io.cairn.models.SequenceTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TorchSequenceLearnerTest {
  private static final int ITEMS = 40;
  private static final int LENGTH = 8;

  private static SequenceTrainer trainer(SequenceTrainer.Encoder encoder, double learningRate) {
    return new SequenceTrainer(encoder, 12, 2, 3, LENGTH, .1, 2, learningRate, 0, 4, 0, 2, 1);
  }

  /** Returns rows of 1 to 20 events of three types, with gaps of all sizes. */
  private static EventSequence.Rows rows() {
    SplittableRandom random = new SplittableRandom(2);
    int[] starts = IntStream.range(0, 21).map(row -> row * (row + 1) / 2).toArray();
    int cells = starts[20];
    int[] columns = random.ints(cells, 0, ITEMS).toArray();
    String[] types = new String[cells];
    boolean[] wanted = new boolean[cells];
    long[] times = new long[cells];
    for (int cell = 0; cell < cells; cell++) {
      types[cell] = new String[] {"", "view", "buy"}[random.nextInt(3)];
      wanted[cell] = random.nextInt(5) > 0;
      times[cell] = times[Math.max(0, cell - 1)] + random.nextLong(1L << random.nextInt(40));
    }
    return new EventSequence.Rows(ITEMS, starts, new EventSequence(columns, types, times), wanted);
  }

  @ParameterizedTest
  @EnumSource
  void model_saysTheSameAsTorch(SequenceTrainer.Encoder encoder) {
    SequenceTrainer trainer = trainer(encoder, .01);
    EventSequence.Rows rows = rows();
    SequenceLearner.Inputs inputs = SequenceModels.inputs(rows);
    new TorchSequenceLearner()
        .learn(
            trainer,
            inputs,
            numbers -> {
              EmbeddingModel model = SequenceModels.of(trainer, rows, numbers);
              for (int row = 0; row < rows.rows(); row++) {
                float[] expected = torch(trainer, numbers, inputs, row);
                assertThat(model.foldIn(history(rows, row)))
                    .containsExactly(expected, within(1e-4f));
              }
              return true;
            },
            Progress.NONE);
  }

  private static History history(EventSequence.Rows rows, int row) {
    int from = rows.starts()[row];
    int to = rows.starts()[row + 1];
    return History.EMPTY.withEvents(
        new EventSequence(
            Arrays.copyOfRange(rows.events().columns(), from, to),
            Arrays.copyOfRange(rows.events().types(), from, to),
            Arrays.copyOfRange(rows.events().times(), from, to)));
  }

  /** Returns what PyTorch says after the last item of a row. */
  private static float[] torch(
      SequenceTrainer trainer,
      java.util.Map<String, float[]> numbers,
      SequenceLearner.Inputs inputs,
      int row) {
    int to = inputs.starts()[row + 1];
    int width = Math.min(LENGTH, to - inputs.starts()[row]);
    Batch batch = Batch.empty(1, width);
    for (int at = 0; at < width; at++) {
      batch.columns()[at] = inputs.columns()[to - width + at];
      batch.codes()[at] = inputs.codes()[to - width + at];
      batch.gaps()[at] = inputs.gaps()[to - width + at];
    }
    Weights weights = new Weights(trainer.shapes(ITEMS, 3), 0, new SplittableRandom(1));
    numbers.forEach(
        (name, values) -> System.arraycopy(values, 0, weights.values(name), 0, values.length));
    Candidates candidates = Candidates.draw(ITEMS, 0, batch, new SplittableRandom(1));
    try (NDManager manager = TorchSequenceLearner.engine().newBaseManager()) {
      Tensors tensors = new Tensors(manager, weights, candidates, 0);
      float[] hidden = TorchSequenceLearner.network(trainer).hidden(tensors, batch).toFloatArray();
      return Arrays.copyOfRange(hidden, hidden.length - trainer.factors(), hidden.length);
    }
  }

  /** Two items in turn: whoever comes from one to another goes back. */
  private static int[] turns(int first, int second) {
    return new int[] {first, second, first, second, first};
  }

  @ParameterizedTest
  @EnumSource
  void model_ofPeopleWhoReturnToTheItemBeforeLast_foretellsThat(SequenceTrainer.Encoder encoder) {
    int[] columns = new int[0];
    List<int[]> unseen = new ArrayList<>();
    for (int first = 0; first < ITEMS; first++) {
      for (int second = 0; second < ITEMS; second++) {
        if (first != second && (first + 3 * second) % 7 > 0) {
          columns =
              IntStream.concat(IntStream.of(columns), IntStream.of(turns(first, second))).toArray();
        } else if (first != second) {
          unseen.add(new int[] {first, second});
        }
      }
    }
    int[] starts = IntStream.rangeClosed(0, columns.length / 5).map(row -> 5 * row).toArray();
    boolean[] wanted = new boolean[columns.length];
    Arrays.fill(wanted, true);
    EventSequence events = EventSequence.untyped(columns, new long[columns.length]);
    EmbeddingModel model =
        TransformerTrainerTest.trainer(encoder, 0, .01)
            .train(new EventSequence.Rows(ITEMS, starts, events, wanted), Progress.NONE);
    long returns =
        unseen.stream()
            .filter(
                pair -> {
                  EventSequence seen = EventSequence.untyped(pair, new long[2]);
                  float[] scores = model.score(History.EMPTY.withEvents(seen));
                  return TopK.of(scores, 1)[0] == pair[0];
                })
            .count();
    assertThat(returns).isGreaterThan(unseen.size() * 9 / 10);
  }

  @Test
  void learn_withTooHighALearningRate_saysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TorchSequenceLearner()
                    .learn(
                        trainer(SequenceTrainer.Encoder.TRANSFORMER, 1e30),
                        SequenceModels.inputs(rows()),
                        _ -> true,
                        Progress.NONE))
        .withMessage("the loss is not a number any more: choose a learningRate below 1.0E30");
  }

  @Test
  void learn_whenToldToStop_stops() {
    int[] epochs = {0};
    new TorchSequenceLearner()
        .learn(
            trainer(SequenceTrainer.Encoder.GRU, .01),
            SequenceModels.inputs(rows()),
            _ -> ++epochs[0] < 1,
            Progress.NONE);
    assertThat(epochs[0]).isEqualTo(1);
  }

  @Test
  void windows_coverEveryCellOnce_andForetellWhatIsWanted() {
    SequenceLearner.Inputs inputs = SequenceModels.inputs(rows());
    Windows windows = new Windows(inputs, 6, 3, new SplittableRandom(1));
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Batch> batches = windows.epoch();
      int wanted = 0;
      for (int row = 0; row < inputs.rows(); row++) {
        for (int cell = inputs.starts()[row] + 1; cell < inputs.starts()[row + 1]; cell++) {
          wanted += inputs.wanted()[cell] ? 1 : 0;
        }
      }
      assertThat(batches.stream().mapToInt(batch -> batch.targets().length).sum())
          .isEqualTo(wanted);
      for (Batch batch : batches) {
        assertThat(batch.width()).isBetween(1, 6);
        assertThat(batch.rows()).isBetween(1, 3);
      }
    }
  }

  @Test
  void draw_ofSomeItems_hasThemFirst_andThoseOfTheBatch() {
    Batch batch = Batch.empty(1, 3);
    System.arraycopy(new long[] {7, 9, 7}, 0, batch.columns(), 0, 3);
    System.arraycopy(new long[] {9, 31, 0}, 0, batch.targets(), 0, 3);
    Candidates candidates = Candidates.draw(ITEMS, 5, batch, new SplittableRandom(1));
    assertThat(candidates.drawn()).isEqualTo(5);
    assertThat(candidates.ids()).doesNotHaveDuplicates().contains(7, 9, 31, 0);
    long[] slots = candidates.slots(new long[] {7, 9, 31, 0});
    for (int at = 0; at < 4; at++) {
      assertThat(candidates.ids()[(int) slots[at]]).isEqualTo(new int[] {7, 9, 31, 0}[at]);
    }
    assertThat(Candidates.draw(ITEMS, 0, batch, new SplittableRandom(1)).ids()).hasSize(ITEMS);
    assertThat(Candidates.draw(ITEMS, 99, batch, new SplittableRandom(1)).drawn()).isEqualTo(ITEMS);
  }

  @Test
  void loss_withAllItemsDrawn_isTheCrossEntropy_andHasItsGradient() {
    long[] targets = {3, 0, 39, 3};
    Batch batch = Batch.empty(2, 2).withPlaces(new long[] {0, 1, 2, 3}, targets);
    SequenceTrainer trainer = trainer(SequenceTrainer.Encoder.GRU, .01);
    Weights weights = new Weights(trainer.shapes(ITEMS, 3), 0, new SplittableRandom(1));
    Candidates all = Candidates.draw(ITEMS, 0, batch, new SplittableRandom(1));
    try (NDManager manager = TorchSequenceLearner.engine().newBaseManager()) {
      Tensors ours = new Tensors(manager, weights, all, 0);
      Tensors plain = new Tensors(manager, weights, all, 0);
      try (GradientCollector gradients = TorchSequenceLearner.engine().newGradientCollector()) {
        NDArray hidden = ours.norm(ours.items().get("5:9"), "norm");
        SoftmaxLoss.Result result = new SoftmaxLoss(ours, ITEMS).compute(ours, hidden, targets);
        gradients.backward(result.surrogate());
        NDArray same = plain.norm(plain.items().get("5:9"), "norm");
        NDArray shares = same.matMul(plain.items().transpose()).logSoftmax(1);
        NDArray wanted = manager.create(targets, new Shape(4, 1));
        NDArray loss = shares.gather(wanted, 1).mean().neg();
        gradients.backward(loss);
        assertThat(result.loss()).isCloseTo(loss.getFloat(), within(1e-5));
      }
      assertThat(ours.items().getGradient().toFloatArray())
          .containsExactly(plain.items().getGradient().toFloatArray(), within(1e-6f));
    }
  }

  @Test
  void loss_withSomeItemsDrawn_isThatOfAllOnAverage() {
    SequenceTrainer trainer = trainer(SequenceTrainer.Encoder.GRU, .01);
    Weights weights = new Weights(trainer.shapes(ITEMS, 3), 0, new SplittableRandom(1));
    double all = loss(weights, 0, new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    double some =
        IntStream.range(0, 50).mapToDouble(_ -> loss(weights, 20, random)).average().orElseThrow();
    assertThat(some).isCloseTo(all, within(.02));
  }

  private static double loss(Weights weights, int negatives, SplittableRandom random) {
    long[] targets = {3, 0, 39, 3};
    Batch batch = Batch.empty(2, 2).withPlaces(new long[] {0, 1, 2, 3}, targets);
    Candidates candidates = Candidates.draw(ITEMS, negatives, batch, random);
    try (NDManager manager = TorchSequenceLearner.engine().newBaseManager()) {
      Tensors tensors = new Tensors(manager, weights, candidates, 0);
      long[] slots = candidates.slots(targets);
      NDArray hidden = Tensors.pick(tensors.items(), manager.create(slots)).mul(100);
      return new SoftmaxLoss(tensors, ITEMS).compute(tensors, hidden, targets).loss();
    }
  }
}
