package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Progress;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SequenceModelTest {
  private static final int LENGTH = 3;

  /** Returns a model of drawn numbers. */
  static SequenceModel random(SequenceTrainer.Encoder encoder) {
    SequenceShape shape = new SequenceShape(encoder, 5, 3, 4, 2, 2, LENGTH);
    SplittableRandom random = new SplittableRandom(1);
    Map<String, float[]> numbers = new LinkedHashMap<>();
    shape
        .shapes()
        .forEach(
            (name, size) -> {
              float[] values = new float[Arrays.stream(size).reduce(1, Math::multiplyExact)];
              for (int at = 0; at < values.length; at++) {
                values[at] = (float) random.nextGaussian();
              }
              numbers.put(name, values);
            });
    return new SequenceModel(shape, new EventTypes(List.of("view", "buy")), numbers);
  }

  private static History history(long secondsBetween, String type, int... columns) {
    String[] types = new String[columns.length];
    long[] times = new long[columns.length];
    Arrays.fill(types, type);
    for (int at = 0; at < columns.length; at++) {
      times[at] = 1000 * secondsBetween * at;
    }
    return History.EMPTY.withEvents(new EventSequence(columns, types, times));
  }

  @ParameterizedTest
  @EnumSource
  void foldIn_looksAtTheLastItemsOnly(SequenceTrainer.Encoder encoder) {
    SequenceModel model = random(encoder);
    float[] vector = model.foldIn(Matrices.history(4, 1, 2, 3));
    assertThat(vector).hasSize(4);
    assertThat(model.foldIn(Matrices.history(0, 1, 2, 3))).isEqualTo(vector);
    assertThat(model.foldIn(Matrices.history(1, 2, 3))).isEqualTo(vector);
    assertThat(model.foldIn(Matrices.history(2, 3))).isNotEqualTo(vector);
  }

  @ParameterizedTest
  @EnumSource
  void foldIn_looksAtOrderTypesTimesAndRepeats(SequenceTrainer.Encoder encoder) {
    SequenceModel model = random(encoder);
    float[] vector = model.foldIn(history(60, "view", 1, 2, 3));
    assertThat(model.foldIn(history(63, "view", 1, 2, 3))).isEqualTo(vector);
    assertThat(model.foldIn(history(65, "view", 1, 2, 3))).isNotEqualTo(vector);
    assertThat(model.foldIn(history(60, "buy", 1, 2, 3))).isNotEqualTo(vector);
    assertThat(model.foldIn(history(60, "view", 2, 1, 3))).isNotEqualTo(vector);
    assertThat(model.foldIn(history(60, "view", 3, 2, 3))).isNotEqualTo(vector);
    assertThat(model.foldIn(history(60, "new", 1, 2, 3)))
        .isEqualTo(model.foldIn(history(60, "", 1, 2, 3)));
  }

  @ParameterizedTest
  @EnumSource
  void foldIn_ofNobody_isZeros(SequenceTrainer.Encoder encoder) {
    SequenceModel model = random(encoder);
    assertThat(model.foldIn(History.EMPTY)).hasSize(4).containsOnly(0);
    assertThat(model.score(History.EMPTY)).hasSize(5).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void read_ofWhatWasWritten_givesEqualScores(SequenceTrainer.Encoder encoder) {
    SequenceModel model = random(encoder);
    byte[] bytes = RetrievalTrainerContract.bytes(model);
    RetrievalModel read = ModelCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    assertThat(read.score(Matrices.history(3, 1))).isEqualTo(model.score(Matrices.history(3, 1)));
    assertThat(RetrievalTrainerContract.bytes(read)).isEqualTo(bytes);
  }

  @Test
  void gap_dividesTimesIntoBuckets() {
    long[] millis = {-5, 0, 999, 1000, 1999, 2000, 4000, Long.MAX_VALUE};
    int[] gaps = {0, 0, 0, 1, 1, 2, 3, SequenceLearner.Inputs.GAPS - 1};
    for (int at = 0; at < millis.length; at++) {
      assertThat(SequenceLearner.Inputs.gap(millis[at])).isEqualTo(gaps[at]);
    }
  }

  @Test
  void of_rows_countsGapsWithinARow() {
    EventSequence events =
        new EventSequence(
            new int[] {7, 8, 7}, new String[] {"view", "", "buy"}, new long[] {5000, 8000, 90_000});
    boolean[] wanted = {true, false, true};
    EventSequence.Rows rows = new EventSequence.Rows(9, new int[] {0, 2, 3}, events, wanted);
    SequenceLearner.Inputs inputs =
        SequenceLearner.Inputs.of(rows, new EventTypes(List.of("view", "buy")));
    assertThat(inputs.rows()).isEqualTo(2);
    assertThat(inputs.types()).isEqualTo(3);
    assertThat(inputs.gaps()).containsExactly(0, 2, 0);
    assertThat(inputs.codes()).containsExactly(1, 0, 2);
    assertThat(inputs.wanted()).isEqualTo(wanted);
  }

  @Test
  void train_withNothingThatLearns_saysHowToGetIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(8, 2, .2).train(Matrices.planted(20), Progress.NONE))
        .withMessage(
            "nothing here learns sequence models: take a build with the module neural, or remove the model from the configuration");
  }

  @Test
  void trainer_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(8, 3, .2))
        .withMessage("heads must divide factors, but 3 does not divide 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(8, 2, 1))
        .withMessage("dropout must be a number from 0 to below 1, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(5000, 2, .2))
        .withMessage("factors must be at most 4096, was 5000");
  }

  private static SequenceTrainer trainer(int factors, int heads, double dropout) {
    return new SequenceTrainer(
        SequenceTrainer.Encoder.TRANSFORMER,
        factors,
        1,
        heads,
        20,
        dropout,
        5,
        .001,
        0,
        16,
        0,
        5,
        1);
  }
}
