package io.cairn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.recommender.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EvaluatorTest {
  private static final Split SPLIT = new Split.Temporal(0.75);
  private static final EvaluationSettings SETTINGS = new EvaluationSettings(List.of(10, 5), 99, 1);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.close();
  }

  private EvaluationReport evaluate(Logs logs) {
    return Planted.evaluator(SETTINGS, executor).evaluate(logs.log(), SPLIT, Progress.NONE);
  }

  private EvaluationReport evaluate(Logs logs, Holdout holdout) {
    return Planted.evaluator(SETTINGS, executor)
        .evaluate(logs.log(), holdout, "given", Progress.NONE);
  }

  private static double mean(EvaluationReport report, String contender, String metric) {
    return report.contenders().stream()
        .filter(judged -> judged.name().equals(contender))
        .map(EvaluationReport.Contender::metrics)
        .map(metrics -> metrics.getOrDefault(metric, new Interval(-1, -1, -1)).mean())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void evaluate_findsThePlantedOrder() {
    EvaluationReport report = evaluate(Planted.logs());
    for (String metric : List.of("ndcg@10", "recall@10", "hit-rate@5", "map@10", "mrr@10")) {
      double popular = mean(report, "popular", metric);
      assertThat(popular).isGreaterThan(mean(report, "random", metric));
      for (String personal : List.of("als", "ease", "for-you", "similar-to-recent", "pipeline")) {
        assertThat(mean(report, personal, metric)).as(personal + metric).isGreaterThan(popular);
      }
    }
    assertThat(mean(report, "ease", "diversity@10"))
        .isLessThan(mean(report, "random", "diversity@10"));
    assertThat(mean(report, "popular", "novelty@10"))
        .isLessThan(mean(report, "random", "novelty@10"));
    assertThat(mean(report, "popular", "coverage@10"))
        .isLessThan(mean(report, "random", "coverage@10"));
  }

  @Test
  void evaluate_namesWhoMadeLists_andWhatIsMissing() {
    EvaluationReport report = evaluate(Planted.logs());
    assertThat(report.split()).isEqualTo("temporal");
    assertThat(report.users()).isEqualTo(99);
    assertThat(report.items()).isEqualTo(120);
    assertThat(report.interactions()).isEqualTo(Planted.USERS * 10);
    assertThat(report.contenders())
        .extracting(EvaluationReport.Contender::name)
        .containsExactly(
            "random",
            "popular",
            "recently-popular",
            "markov",
            "session-knn",
            "als",
            "ease",
            "similar",
            "for-you",
            "similar-to-recent",
            "trending",
            "pipeline");
    assertThat(report.notes())
        .containsExactly(
            "of 120 users a sample of 99 was asked for",
            "small was not trained: 120 items are more than its items-max 10",
            "source too-small takes no part:"
                + " none of its models [small, nobody-trains] was trained");
    assertThat(report.contenders().getFirst().metrics().keySet())
        .startsWith("ndcg@5", "recall@5", "hit-rate@5", "precision@5", "map@5", "mrr@5")
        .contains("coverage@5", "diversity@5", "novelty@5", "ndcg@10")
        .hasSize(18);
  }

  @Test
  void evaluate_twice_givesTheSameReport() {
    assertThat(evaluate(Planted.logs())).isEqualTo(evaluate(Planted.logs()));
  }

  @Test
  void evaluate_ofAnotherFuture_givesTheSameLists() {
    Logs logs = Planted.logs();
    Holdout holdout = SPLIT.divide(logs.log(), Logs.WEIGHTS);
    EvaluationReport report = evaluate(logs, holdout);
    Logs other = new Logs();
    logs.stream().filter(event -> event.time().isBefore(holdout.time())).forEach(other::add);
    double day = 1 + Planted.DAYS;
    for (int user = 0; user < Planted.USERS; user++) {
      other.does(day, "u" + user, "purchase", "i119", "i118", "i117");
    }
    for (int item = 0; item < 20; item++) {
      Item gone = new Item(new ItemId("i" + item), Map.of(), List.of(), false, Optional.empty());
      other.add(new Event.ItemUpdated(new EventId("gone-" + item), Logs.at(day), gone));
    }
    assertThat(evaluate(other, holdout)).isEqualTo(report);
    Holdout leaking = new Holdout(_ -> true, holdout.cases(), holdout.time());
    assertThat(evaluate(other, leaking)).isNotEqualTo(report);
  }

  @Test
  void evaluate_atTheCut_learnsNothingOfIt() {
    Logs logs = Planted.logs();
    Holdout holdout = SPLIT.divide(logs.log(), Logs.WEIGHTS);
    try (Stream<Event> events = logs.log().read(0)) {
      assertThat(events.filter(holdout.inTraining()))
          .isNotEmpty()
          .allMatch(event -> event.time().isBefore(holdout.time()));
    }
  }

  @Test
  void evaluate_leaveOneOut_givesOneItemToFind() {
    EvaluationReport report =
        Planted.evaluator(SETTINGS, executor)
            .evaluate(Planted.logs().log(), new Split.LeaveOneOut(), Progress.NONE);
    assertThat(report.split()).isEqualTo("leave-one-out");
    assertThat(report.interactions()).isEqualTo(Planted.USERS * (Planted.DAYS - 1));
    assertThat(mean(report, "ease", "recall@10")).isEqualTo(mean(report, "ease", "hit-rate@10"));
    assertThat(mean(report, "ease", "ndcg@10")).isGreaterThan(mean(report, "popular", "ndcg@10"));
  }

  @Test
  void evaluate_whenSourcesFail_saysSo() {
    LongSupplier clock =
        () -> {
          if (Thread.currentThread().getName().equals("broken")) {
            throw new IllegalStateException("broken");
          }
          return 0;
        };
    try (ExecutorService lanes =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("broken").factory())) {
      Evaluator evaluator =
          new Evaluator(
              Planted.features(),
              Planted.training(),
              Planted.pipeline(),
              SETTINGS,
              new Surroundings(lanes, 1, clock, (_, _) -> {}));
      EvaluationReport report = evaluator.evaluate(Planted.logs().log(), SPLIT, Progress.NONE);
      assertThat(report.notes())
          .contains(
              "popular: source alone failed: java.lang.IllegalStateException: broken, 99 times");
    }
  }

  @Test
  void evaluate_withoutTheSurface_isRefusedBeforeAnythingIsTrained() {
    Evaluator evaluator =
        new Evaluator(
            Planted.features(),
            Planted.training(),
            Planted.pipeline("attic"),
            SETTINGS,
            new Surroundings(executor, 2, () -> 0, (_, _) -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.evaluate(Planted.logs().log(), SPLIT, Progress.NONE))
        .withMessage("there is no surface home to evaluate");
  }

  @Test
  void settings_outOfBounds_areRefused() {
    assertThat(SETTINGS.cutoffs()).containsExactly(5, 10);
    assertThatIllegalArgumentException().isThrownBy(() -> new EvaluationSettings(List.of(), 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvaluationSettings(List.of(10, 0), 5, 1))
        .withMessage("cutoffs [0, 10] and users-max 5 must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EvaluationSettings(List.of(10), 0, 1));
  }
}
