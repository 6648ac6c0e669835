package io.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Progress;
import io.cairn.models.OnboardingModel.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class OnboardingTrainerTest extends RetrievalTrainerContract {
  private static final int[] LIKERS = {0, 2, 3};
  private static final int[] OTHERS = {0, 1, 4};

  @Override
  protected RetrievalTrainer trainer() {
    return new OnboardingTrainer(20, 4, 2);
  }

  @Override
  protected boolean isPersonal() {
    return false;
  }

  private static OnboardingModel model(InteractionMatrix matrix) {
    return new OnboardingTrainer(20, 4, 2).train(matrix, Progress.NONE);
  }

  /** Half like item 0, and 2 and 3; half dislike it, and like 1 and 4. */
  private static OnboardingModel twoTastes() {
    int[][] rows = new int[40][];
    float[] weights = new float[120];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row % 2 == 0 ? LIKERS : OTHERS;
      weights[3 * row] = row % 2 == 0 ? 1 : -1;
      weights[3 * row + 1] = 1;
      weights[3 * row + 2] = 1;
    }
    return model(Matrices.weighted(6, weights, rows));
  }

  @Test
  void questions_beginWithTheItemThatDividesPeople() {
    assertThat(twoTastes().questions(Map.of(), _ -> true, 1)).containsExactly(0);
    assertThat(twoTastes().score(History.EMPTY)[0]).isEqualTo(1);
    assertThat(twoTastes().score(History.EMPTY)[1]).isZero();
  }

  @Test
  void questions_goOnByWhatWasAnswered() {
    // Item 0 is known to all; who likes it is divided by 1, who does not by 2, at random.
    int[][] rows = new int[64][];
    float[] weights = new float[256];
    for (int row = 0; row < rows.length; row++) {
      boolean likes = row % 2 == 0;
      boolean second = row / 2 % 2 == 0;
      int from = likes ? 3 : 7;
      rows[row] =
          new int[] {0, likes ? 1 : 2, second ? from : from + 2, second ? from + 1 : from + 3};
      weights[4 * row] = likes ? 1 : -1;
      weights[4 * row + 1] = second ? 1 : -1;
      weights[4 * row + 2] = 1;
      weights[4 * row + 3] = 1;
    }
    OnboardingModel model = model(Matrices.weighted(11, weights, rows));
    int first = model.questions(Map.of(), _ -> true, 1)[0];
    Set<Integer> seconds = new HashSet<>();
    for (Answer answer : Answer.values()) {
      seconds.add(model.questions(Map.of(first, answer), _ -> true, 1)[0]);
    }
    assertThat(seconds).hasSizeGreaterThan(1);
    assertThat(model.depth()).isGreaterThan(1);
  }

  @Test
  void questions_ofWhatMayNotBeAsked_goOnBelow() {
    assertThat(twoTastes().questions(Map.of(), item -> item != 0, 10))
        .isNotEmpty()
        .doesNotContain(0);
  }

  @Property(tries = 60)
  void questions_areDistinct_allowed_andNotAnswered(
      @ForAll @Size(max = 10) Set<@IntRange(min = 0, max = 29) Integer> liked,
      @ForAll @Size(max = 10) Set<@IntRange(min = 0, max = 29) Integer> refused,
      @ForAll @IntRange(min = 1, max = 40) int count) {
    OnboardingModel model =
        new OnboardingTrainer(30, 5, 4).train(Matrices.random(200, 30, 7, 1), Progress.NONE);
    Map<Integer, Answer> answers = new HashMap<>();
    liked.forEach(item -> answers.put(item, item % 2 == 0 ? Answer.LIKE : Answer.UNKNOWN));
    int[] questions = model.questions(answers, item -> !refused.contains(item), count);
    long allowed =
        IntStream.range(0, 30).filter(i -> !liked.contains(i) && !refused.contains(i)).count();
    assertThat(questions).doesNotHaveDuplicates().hasSize((int) Math.min(count, allowed));
    assertThat(IntStream.of(questions).boxed())
        .noneMatch(liked::contains)
        .noneMatch(refused::contains);
  }

  @Test
  void hyperparameters_outOfBounds_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new OnboardingTrainer(0, 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new OnboardingTrainer(1, 0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new OnboardingTrainer(1, 1, 1));
  }
}
