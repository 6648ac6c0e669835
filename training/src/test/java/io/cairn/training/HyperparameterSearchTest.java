package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.DcnTrainer;
import io.cairn.models.ExampleList;
import io.cairn.models.GbdtTrainer;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.RankingTrainer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HyperparameterSearchTest {
  private static final List<String> COLUMNS = List.of("taste", "noise");
  private static final int ROWS = 4;

  /** One round, whatever the examples: the time that a trial takes is known. */
  private static final RankingTrainer ONE_ROUND = new LogisticTrainer(1, 1);

  /** A round is 60 candidates: the time that a trial takes grows with the examples. */
  private static final RankingTrainer NETWORK =
      new DcnTrainer(1, .01, 0, 60, 1, List.of(), 4, Map.of(), 1, 1);

  private final List<RankingExampleSet> opened = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(RankingExampleSet::close);
  }

  @Test
  void search_climbsTheRungs_withTheBestThirdOfEach() {
    List<Trial> trials = search(NETWORK, examples(2_250, 0), budget(1_700)).trials();
    assertThat(trials.getFirst().trainer()).isEqualTo(NETWORK);
    assertThat(trials.getFirst().isConfigured()).isTrue();
    assertThat(trials.getFirst().lists()).isEqualTo(1_800);
    List<Trial> lowest = trials.subList(1, 10);
    List<Trial> middle = trials.subList(10, 13);
    Trial highest = trials.get(13);
    assertThat(lowest).allMatch(trial -> trial.lists() == 200 && !trial.isConfigured());
    assertThat(middle).allMatch(trial -> trial.lists() == 600);
    assertThat(middle).extracting(Trial::trainer).isEqualTo(best(lowest, 3));
    assertThat(highest.lists()).isEqualTo(1_800);
    assertThat(highest.trainer()).isEqualTo(best(middle, 1).getFirst());
    assertThat(trials.get(14).lists()).isEqualTo(200);
  }

  private static List<RankingTrainer> best(List<Trial> rung, int count) {
    return rung.stream()
        .sorted(Comparator.comparingDouble(Trial::ndcg).reversed())
        .limit(count)
        .map(Trial::trainer)
        .toList();
  }

  @Test
  void search_littleTime_leavesOutTheRestOfARungForAFullTraining() {
    SearchReport report = search(NETWORK, examples(2_250, 0), budget(770));
    assertThat(report.trials())
        .extracting(Trial::lists)
        .containsExactly(1_800, 200, 200, 200, 200, 1_800);
    assertThat(report.trials().getLast().trainer())
        .isEqualTo(best(report.trials().subList(1, 5), 1).getFirst());
  }

  @Test
  void search_noTime_triesTheConfiguredOneOnlyAndSaysSo() {
    SearchReport report = search(ONE_ROUND, examples(500, 0), budget(1));
    assertThat(report.trials()).hasSize(1);
    assertThat(report.best()).isEqualTo(report.configured());
    assertThat(report.judged().ndcg()).containsKey("new").doesNotContainKey("in use");
    assertThat(report.notes())
        .contains("there was no time for others to learn from all lists: allow more than 1 s");
  }

  @Test
  void search_fewLists_triesAllOnAllOfThem() {
    SearchReport report = search(ONE_ROUND, examples(200, 0), budget(60));
    assertThat(report.trials()).hasSizeGreaterThan(4).allMatch(trial -> trial.lists() == 160);
  }

  @Test
  void search_badConfiguration_isImprovedOnTheTestLists() {
    GbdtTrainer.TreeGrowth stumps = new GbdtTrainer.TreeGrowth(1, 1, 1e6, 1, 1);
    GbdtTrainer bad = new GbdtTrainer(GbdtTrainer.Loss.LAMBDA_MART, stumps, 5, .01, 2, 1);
    SearchReport report = search(bad, examples(1_500, 0), budget(400));
    assertThat(report.best().isConfigured()).isFalse();
    assertThat(report.best().lists()).isEqualTo(report.lists());
    assertThat(report.trials())
        .filteredOn(trial -> trial.lists() == report.lists())
        .allMatch(trial -> trial.ndcg() <= report.best().ndcg());
    assertThat(report.judged().liftOverLive().low()).isPositive();
    assertThat(report.ranking().getFirst().ndcg()).isEqualTo(report.best().ndcg());
    assertThat(report.ranking().getLast().lists()).isLessThan(report.lists());
  }

  @Test
  void search_sameSeedAndClock_sameTrials() {
    RankingExampleSet examples = examples(1_000, 0);
    assertThat(search(ONE_ROUND, examples, budget(80)).trials())
        .hasSizeGreaterThan(3)
        .isEqualTo(search(ONE_ROUND, examples, budget(80)).trials());
  }

  @Test
  void search_tellsSecondsAndTheBestSoFar() {
    SearchReport report = search(ONE_ROUND, examples(500, 0), budget(80));
    assertThat(told.getFirst()).matches("seconds of tuning small \\d of 80");
    assertThat(told.getLast())
        .startsWith("seconds of tuning small, best ndcg@10 %.4f".formatted(report.best().ndcg()))
        .matches(".* of " + report.trials().size() + " trials (\\d+) of \\1");
    assertThat(told.subList(0, told.size() - 1)).allMatch(step -> step.endsWith(" of 80"));
  }

  @Test
  void search_stoppedLater_reportsTheBestSoFar() {
    AtomicInteger asked = new AtomicInteger();
    SearchSettings settings =
        new SearchSettings(Duration.ofDays(1), 1, ticking(), () -> asked.incrementAndGet() > 8);
    SearchReport report = search(ONE_ROUND, examples(500, 0), settings);
    assertThat(report.trials()).hasSize(2);
    assertThat(report.judged().lists()).isEqualTo(50);
  }

  @Test
  void search_stoppedAtOnce_hasNothingToReport() {
    RankingExampleSet examples = examples(200, 0);
    SearchSettings settings = new SearchSettings(Duration.ofDays(1), 1, ticking(), () -> true);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> search(ONE_ROUND, examples, settings))
        .withMessageContaining("before the configured hyperparameters were tried");
  }

  @Test
  void search_clockThatStands_endsAllTheSame() {
    SearchSettings settings = new SearchSettings(Duration.ofDays(1), 1, () -> 0, () -> false);
    SearchReport report = search(ONE_ROUND, examples(60, 0), settings);
    assertThat(report.trials()).hasSizeBetween(1_000, 1_010);
  }

  @Test
  void search_trialsThatFail_areNamed() {
    SearchReport report = search(ONE_ROUND, examples(1_000, 200), budget(300));
    assertThat(report.trials()).hasSizeGreaterThan(3);
    assertThat(report.notes())
        .anyMatch(
            note -> note.matches("\\d+ trials failed, such as: all \\d+ labels of objective.*"));
  }

  @Test
  void budget_belowASecond_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget(0))
        .withMessage("budget must be at least 1s, was PT0S");
  }

  private SearchReport search(
      RankingTrainer trainer, RankingExampleSet examples, SearchSettings settings) {
    told.clear();
    TrainingSettings.RankerSettings configured =
        new TrainingSettings.RankerSettings(
            TrainingSettings.Calibrated.PLATT, Optional.empty(), 10, trainer);
    RankerFit fit = new RankerFit(new ModelTraining.Provenance(0, 10, "test", Instant.EPOCH), 1);
    Progress progress = (step, done, total) -> told.add(step + " " + done + " of " + total);
    return new HyperparameterSearch(fit, new RankerJudge("click"), settings, progress)
        .search("small", configured, examples);
  }

  private static SearchSettings budget(int seconds) {
    return new SearchSettings(Duration.ofSeconds(seconds), 1, ticking(), () -> false);
  }

  /** Returns a clock on which time goes by whenever it is looked at, and only then. */
  private static LongSupplier ticking() {
    AtomicLong seconds = new AtomicLong();
    return () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos();
  }

  /**
   * Returns lists of which the candidate is chosen that taste speaks for, but for a little noise.
   *
   * @param silent of how many of the newest lists to learn from nothing is chosen
   */
  private RankingExampleSet examples(int count, int silent) {
    SplittableRandom random = new SplittableRandom(5);
    SpilledLists lists = new SpilledLists(COLUMNS, List.of("click"), ExampleBuilder.BASELINES);
    int end = (int) (.8 * count);
    for (int list = 0; list < count; list++) {
      lists.add(list(random, list < end - silent || list >= end));
    }
    lists.finish();
    RankingExampleSet examples = new RankingExampleSet(lists, 0.1, Set.of(), List.of());
    opened.add(examples);
    return examples;
  }

  private static SpilledLists.Spilled list(SplittableRandom random, boolean isChosen) {
    float[] values = new float[ROWS * COLUMNS.size()];
    float[] labels = new float[ROWS];
    float[] weights = new float[ROWS];
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < ROWS; row++) {
      values[2 * row] = (float) random.nextGaussian();
      values[2 * row + 1] = (float) random.nextGaussian();
      weights[row] = 1;
      double liking = values[2 * row] + random.nextGaussian() / 2;
      best = liking > most ? row : best;
      most = Math.max(liking, most);
    }
    labels[best] = isChosen ? 1 : 0;
    return new SpilledLists.Spilled(
        new ExampleList(new FeatureMatrix(COLUMNS, ROWS, values), labels, weights),
        new float[ExampleBuilder.BASELINES.size() * ROWS]);
  }
}
