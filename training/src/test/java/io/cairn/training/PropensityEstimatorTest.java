package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.ExampleList;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.training.PropensityEstimator.Randomised;
import io.cairn.training.PropensityEstimator.RegressionEm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PropensityEstimatorTest {
  private static final double SHUFFLED = 1e6;
  private static final LogisticTrainer LOGISTIC = new LogisticTrainer(10, 1);

  static Stream<PropensityEstimator> estimators() {
    return Stream.of(new Randomised(), new RegressionEm(5, 1_000, LOGISTIC, 1));
  }

  /*
   * Over the seeds 1 to 8 of the lists the error was 0.015 to 0.05 for shuffled lists, 0.014 to
   * 0.043 by regression EM, and 0.55 to 0.57 by the click rates of the ordered lists.
   */

  @Test
  void randomised_shuffledLists_findsThePlantedCurve() {
    MemoryRankingExamples lists = new ClickedLists(SHUFFLED, 3).make(100_000);
    assertThat(error(estimate(new Randomised(), lists))).isLessThan(0.06);
  }

  @Test
  void regressionEm_orderedLists_findsThePlantedCurve() {
    MemoryRankingExamples lists = new ClickedLists(2, 3).make(40_000);
    assertThat(error(estimate(new RegressionEm(20, 40_000, LOGISTIC, 1), lists))).isLessThan(0.1);
    assertThat(error(estimate(new Randomised(), lists))).isGreaterThan(0.4);
  }

  @Test
  void regressionEm_sameSeed_givesTheSameCurve() {
    MemoryRankingExamples lists = new ClickedLists(1, 1).make(1_000);
    float[] curve = estimate(new RegressionEm(3, 500, LOGISTIC, 1), lists).propensities();
    assertThat(estimate(new RegressionEm(3, 500, LOGISTIC, 1), lists).propensities())
        .isEqualTo(curve);
    assertThat(estimate(new RegressionEm(3, 500, LOGISTIC, 2), lists).propensities())
        .isNotEqualTo(curve);
  }

  @Test
  void regressionEm_stopsWhenNothingMoves_andTellsOfEachTurn() {
    MemoryRankingExamples lists = new ClickedLists(SHUFFLED, 1).make(5_000);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    Progress progress = (step, done, total) -> told.add(step + " " + done + " of " + total);
    new RegressionEm(500, 5_000, LOGISTIC, 1).estimate(lists, progress);
    assertThat(told).contains("reading lists 5000 of 5000");
    List<String> turns = told.stream().filter(step -> step.contains("moved by")).toList();
    assertThat(turns).hasSizeBetween(1, 20);
    assertThat(turns.getLast()).matches(".*, moved by 0\\.[0-5] % (\\d+) of \\1");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void estimate_positionWithFewLooks_leansToTheOneBefore(PropensityEstimator estimator) {
    List<ExampleList> lists = new ArrayList<>();
    for (int list = 0; list < 200; list++) {
      lists.add(list(list, list % 2, list % 4 == 0 ? 1 : 0));
    }
    lists.add(list(200, 0, 0, 0));
    lists.add(list(201, 0, 0, Float.NaN, Float.NaN));
    PositionBias bias = estimate(estimator, examples(lists));
    assertThat(bias.propensities()).hasSize(3);
    assertThat(bias.propensity(2)).isCloseTo(0.5, within(0.05));
    assertThat(bias.propensity(3)).isCloseTo(bias.propensity(2), within(0.1));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void estimate_weightOfZero_countsForNothing(PropensityEstimator estimator) {
    List<ExampleList> lists = new ArrayList<>();
    IntStream.range(0, 50).forEach(i -> lists.add(list(i, i % 2, i % 4 == 0 ? 1 : 0)));
    float[] without = estimate(estimator, examples(lists)).propensities();
    ExampleList ignored = list(3, 0, 1, 1);
    lists.add(new ExampleList(ignored.features(), ignored.labels(), new float[3]));
    assertThat(estimate(estimator, examples(lists)).propensities()).hasSameSizeAs(without);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void estimate_refusesListsThatTellNothing(PropensityEstimator estimator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimate(estimator, examples(List.of())))
        .withMessageStartingWith("there are no lists to estimate position bias from");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimate(estimator, examples(List.of(list(1, 0, 1), list(2, 0, 0)))))
        .withMessageStartingWith("none of 2 lists has a click at position 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimate(estimator, examples(List.of(list(1, 1, 1), list(2, 1)))))
        .withMessageStartingWith("all candidates of 2 lists are clicked on");
  }

  @Test
  void regressionEm_refusesAFeatureThatTellsThePosition() {
    MemoryRankingExamples lists = new ClickedLists(1, 1).make(10);
    List<String> columns = List.of("quality", "price", "place");
    List<ExampleList> placed = lists.all().stream().map(list -> withPlace(list, columns)).toList();
    MemoryRankingExamples examples = new MemoryRankingExamples(columns, List.of("click"), placed);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> estimate(RegressionEm.withTrees(1), examples))
        .withMessage(
            "feature place is the same at each position of all 10 lists: it tells the position, and relevance cannot be told from it; leave it out of the examples");
  }

  @Test
  void regressionEm_refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegressionEm(0, 100, LOGISTIC, 1))
        .withMessage("iterations must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegressionEm(1, 4, LOGISTIC, 1))
        .withMessage("listsMax must be at least 5, was 4");
    GbdtTrainer ranks =
        new GbdtTrainer(
            GbdtTrainer.Loss.LAMBDA_MART,
            new GbdtTrainer.TreeGrowth(4, 1, 1, 1, 1),
            10,
            0.1,
            10,
            1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RegressionEm(1, 10, ranks, 1))
        .withMessage("the regression must have the loss LOG_LOSS, had LAMBDA_MART");
  }

  private static PositionBias estimate(
      PropensityEstimator estimator, MemoryRankingExamples examples) {
    return estimator.estimate(examples, Progress.NONE);
  }

  /** Returns how far an estimate is from the truth where it is furthest, of positions 1 to 10. */
  private static double error(PositionBias bias) {
    return IntStream.rangeClosed(1, 10)
        .mapToDouble(position -> bias.propensity(position) / ClickedLists.examination(position) - 1)
        .map(Math::abs)
        .max()
        .orElseThrow();
  }

  private static MemoryRankingExamples examples(List<ExampleList> lists) {
    return new MemoryRankingExamples(List.of("x"), List.of("click"), lists);
  }

  /** Returns a list with the given labels and a feature that says nothing. */
  private static ExampleList list(int number, float... labels) {
    float[] values = new float[labels.length];
    float[] weights = new float[labels.length];
    for (int row = 0; row < labels.length; row++) {
      values[row] = (number * 31 + row * 17) % 7;
      weights[row] = 1;
    }
    FeatureMatrix features = new FeatureMatrix(List.of("x"), labels.length, values);
    return new ExampleList(features, labels, weights);
  }

  private static ExampleList withPlace(ExampleList list, List<String> columns) {
    float[] values = new float[ClickedLists.SIZE * columns.size()];
    for (int row = 0; row < ClickedLists.SIZE; row++) {
      System.arraycopy(list.features().row(row), 0, values, row * columns.size(), 2);
      values[row * columns.size() + 2] = row / 10f;
    }
    FeatureMatrix features = new FeatureMatrix(columns, ClickedLists.SIZE, values);
    return new ExampleList(features, list.labels(), list.weights());
  }
}
