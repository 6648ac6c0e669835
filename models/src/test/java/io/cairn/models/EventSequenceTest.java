package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EventSequenceTest {

  @Test
  void type_ofARating_hasItsStars() {
    assertThat(EventSequence.type("view", 3)).isEqualTo("view");
    assertThat(EventSequence.type("rating", 3.5)).isEqualTo("rating 4");
    assertThat(EventSequence.type("rating", .2)).isEqualTo("rating 0");
  }

  @Test
  void sequence_ofArraysThatDoNotFit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventSequence(new int[2], new String[] {"view"}, new long[2]))
        .withMessage("2 columns, but 1 types and 2 times");
  }

  @Test
  void rows_ofAMatrix_haveOneEventForEachCell() {
    InteractionMatrix matrix =
        Matrices.weighted(9, new float[] {1, -1, 2}, new int[] {7, 8}, new int[] {7});
    EventSequence.Rows rows = EventSequence.Rows.of(matrix);
    assertThat(rows.rows()).isEqualTo(2);
    assertThat(rows.events().columns()).containsExactly(7, 8, 7);
    assertThat(rows.events().types()).containsOnly("");
    assertThat(rows.wanted()).containsExactly(true, false, true);
  }

  @Test
  void types_areTheMostFrequent_andTheRestIsOne() {
    String[] done = new String[200];
    Arrays.setAll(done, at -> at < 80 ? "view" : at < 100 ? "cart" : at < 130 ? "" : "t" + at);
    EventSequence events = new EventSequence(new int[200], done, new long[200]);
    EventTypes types = EventTypes.of(events);
    assertThat(types.names()).startsWith("view", "cart", "t130").hasSize(63);
    assertThat(types.codes()).isEqualTo(64);
    assertThat(types.codesOf(events)).startsWith(1).contains(2).endsWith(0);
    assertThat(types.codesOf(events)[100]).isZero();
  }

  /** Returns 40 rows of an unwanted event, two wanted ones, and another that is not. */
  private static EventSequence.Rows rows() {
    int[] starts = new int[41];
    Arrays.setAll(starts, row -> 4 * row);
    int[] columns = new int[160];
    Arrays.setAll(columns, cell -> cell % 4 == 1 ? 1 : 2);
    boolean[] wanted = new boolean[160];
    for (int cell = 0; cell < 160; cell++) {
      wanted[cell] = cell % 4 == 1 || cell % 4 == 2;
    }
    return new EventSequence.Rows(3, starts, EventSequence.untyped(columns, new long[160]), wanted);
  }

  @Test
  void heldOut_isTheLastWantedEvent_andWhatCameAfterIt() {
    HeldOutEvents heldOut = HeldOutEvents.of(rows(), new SplittableRandom(1));
    assertThat(heldOut.tests()).hasSizeBetween(3, 4);
    for (HeldOutEvents.Test test : heldOut.tests()) {
      assertThat(test.before().columns()).containsExactly(2, 1);
      assertThat(test.target()).isEqualTo(2);
    }
    EventSequence.Rows training = heldOut.training();
    assertThat(training.rows()).isEqualTo(40);
    assertThat(training.events().size()).isEqualTo(160 - 2 * heldOut.tests().size());
    assertThat(training.wanted()).hasSize(training.events().size());
  }

  @Test
  void heldOut_ofFewRows_isNothing() {
    EventSequence.Rows few = EventSequence.Rows.of(Matrices.random(9, 5, 4, 1));
    HeldOutEvents heldOut = HeldOutEvents.of(few, new SplittableRandom(1));
    assertThat(heldOut.isEmpty()).isTrue();
    assertThat(heldOut.training()).usingRecursiveComparison().isEqualTo(few);
  }

  @Test
  void heldOut_gain_isByTheRankAmongAllItems() {
    SequenceModel model = SequenceModelTest.random(SequenceTrainer.Encoder.GRU);
    EventSequence before = EventSequence.untyped(new int[] {1, 2}, new long[2]);
    float[] scores = model.score(History.EMPTY.withEvents(before));
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    int third = 0;
    while (scores[third] != sorted[sorted.length - 3]) {
      third++;
    }
    HeldOutEvents heldOut =
        new HeldOutEvents(rows(), List.of(new HeldOutEvents.Test(before, third)));
    assertThat(heldOut.gain(model)).isCloseTo(.5, within(1e-9));
  }
}
