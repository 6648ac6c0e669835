package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.events.EventLog;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureStore;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges the whole path and each of its sources on a part of the log that they did not learn from,
 * beside baselines that every model must beat. Lists come from {@link Recommender#recommend} over
 * the full catalogue; what users saw in training is never shown. For use by one thread; it uses all
 * cores.
 */
public final class Evaluator {
  private static final List<Metric> METRICS =
      List.of(
          new Metric.Ndcg(),
          new Metric.Recall(),
          new Metric.HitRate(),
          new Metric.Precision(),
          new Metric.AveragePrecision(),
          new Metric.ReciprocalRank());

  /** A source is never late in an evaluation: how busy the machine is must not change a number. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final FeatureSet features;
  private final TrainingSettings training;
  private final PipelineSettings pipeline;
  private final EvaluationSettings settings;
  private final Surroundings around;

  /**
   * Prepares an evaluation of the path that the settings describe.
   *
   * @param around whose impressions are not used: nothing of an evaluation is recorded
   */
  public Evaluator(
      FeatureSet features,
      TrainingSettings training,
      PipelineSettings pipeline,
      EvaluationSettings settings,
      Surroundings around) {
    this.features = features;
    this.training = training;
    this.pipeline = pipeline.withDeadline(PATIENCE);
    this.settings = settings;
    this.around =
        new Surroundings(around.executor(), around.lanes(), around.nanoClock(), (_, _) -> {});
  }

  /**
   * Trains on one part of the log and judges on the other.
   *
   * @throws IllegalArgumentException if the split leaves nothing to learn from or nobody to ask for
   */
  public EvaluationReport evaluate(EventLog log, Split split, Progress progress) {
    return evaluate(log, split.divide(log, features.settings().weights()), split.name(), progress);
  }

  /** Judges on a holdout that was made elsewhere. */
  public EvaluationReport evaluate(
      EventLog log, Holdout holdout, String splitName, Progress progress) {
    FeatureStore store = fold(log, holdout, progress);
    InteractionTable table = table(log, holdout);
    ModelTraining.Provenance provenance =
        new ModelTraining.Provenance(0, log.end(), "evaluation", holdout.time());
    Contenders contenders = new Contenders(training, pipeline, settings);
    ModelTraining.Result trained =
        new ModelTraining(table, provenance, progress).train(contenders.training());
    List<Holdout.TestCase> cases = sample(holdout.cases());
    ListMetrics listMetrics = listMetrics(store, table);
    List<EvaluationReport.Contender> judged = new ArrayList<>();
    Problems problems = new Problems();
    List<String> notes = new ArrayList<>(holdout.notes());
    List<TrainedModel> models = new ArrayList<>(trained.models());
    models.addAll(rankers(log, holdout, provenance, notes, progress));
    Set<String> names = models.stream().map(m -> m.artifact().name()).collect(Collectors.toSet());
    Map<String, PipelineSettings> paths = contenders.paths(names);
    paths.forEach(
        (name, path) -> {
          progress.at("asking contenders", judged.size(), paths.size());
          Recommender recommender = Recommender.of(path, models, features, store, around);
          Asking asking = new Asking(name, recommender, holdout.time(), problems);
          judged.add(judge(asking, cases, listMetrics));
        });
    progress.at("asking contenders", paths.size(), paths.size());
    if (cases.size() < holdout.cases().size()) {
      notes.add(
          "of %d users a sample of %d was asked for"
              .formatted(holdout.cases().size(), cases.size()));
    }
    trained.skipped().forEach((name, why) -> notes.add(name + " was not trained: " + why));
    notes.addAll(contenders.absent(names));
    notes.addAll(problems.sentences());
    return new EvaluationReport(
        splitName, cases.size(), listMetrics.items(), table.size(), judged, notes);
  }

  /** Returns the ranking models that the pipeline names, trained on the training part. */
  private List<TrainedModel.Ranker> rankers(
      EventLog log,
      Holdout holdout,
      ModelTraining.Provenance provenance,
      List<String> notes,
      Progress progress) {
    List<TrainedModel.Ranker> rankers = new ArrayList<>();
    List<String> wanted = pipeline.ranker().models();
    if (wanted.isEmpty()) {
      return rankers;
    }
    EventLog part = LogPart.of(log, holdout.inTraining());
    RankerTraining rankerTraining =
        new RankerTraining(part, features, training, pipeline, provenance, progress);
    try (RankingExampleSet examples =
        rankerTraining.examples(
            Instant.MIN, RankerTraining.TEST_SHARE, new MemoryFeatureStore(), PastModels.NONE)) {
      notes.addAll(examples.notes());
      for (String name : wanted) {
        rankers.add(
            rankerTraining.train(name, training.ranker(name), examples, Optional.empty()).ranker());
      }
    } catch (IllegalArgumentException e) {
      notes.add("no ranker was trained, fusion orders: " + e.getMessage());
    }
    return rankers;
  }

  private FeatureStore fold(EventLog log, Holdout holdout, Progress progress) {
    FeatureStore store = new MemoryFeatureStore();
    FeatureFolder folder = new FeatureFolder(features, store, log);
    try (Stream<Event> events = log.read(0)) {
      folder.fold(events.filter(holdout.inTraining()), progress);
    }
    return store;
  }

  private InteractionTable table(EventLog log, Holdout holdout) {
    try (Stream<Event> events = log.read(0)) {
      return InteractionTable.of(
          events.filter(holdout.inTraining()),
          features.settings().weights(),
          new HashSet<>(training.basketTypes()));
    }
  }

  private List<Holdout.TestCase> sample(List<Holdout.TestCase> cases) {
    if (cases.size() <= settings.usersMax()) {
      return cases;
    }
    List<Holdout.TestCase> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, new Random(settings.seed()));
    return shuffled.subList(0, settings.usersMax());
  }

  private ListMetrics listMetrics(FeatureStore store, InteractionTable table) {
    Map<ItemId, Set<String>> categories = new HashMap<>();
    AtomicInteger showable = new AtomicInteger();
    store.scan(
        EntityKey.Kind.ITEM,
        (_, row) ->
            features
                .entry(row)
                .filter(entry -> entry.isShowable())
                .ifPresent(
                    entry -> {
                      showable.incrementAndGet();
                      if (!entry.item().categories().isEmpty()) {
                        categories.put(entry.item().id(), Set.copyOf(entry.item().categories()));
                      }
                    }));
    return new ListMetrics(
        Math.max(1, showable.get()), categories, table.actorsOfItems(), table.actors());
  }

  private EvaluationReport.Contender judge(
      Asking asking, List<Holdout.TestCase> cases, ListMetrics listMetrics) {
    List<List<ItemId>> lists =
        IntStream.range(0, cases.size())
            .parallel()
            .mapToObj(i -> asking.list(cases.get(i), i, settings.longest()))
            .toList();
    Map<String, Interval> metrics = new LinkedHashMap<>();
    for (int k : settings.cutoffs()) {
      for (Metric metric : METRICS) {
        double[] values = new double[cases.size()];
        for (int i = 0; i < values.length; i++) {
          Set<ItemId> relevant = cases.get(i).relevant();
          values[i] = metric.of(hits(lists.get(i), relevant), relevant.size(), k);
        }
        metrics.put(metric.name() + "@" + k, Interval.bootstrap(values, settings.seed()));
      }
      addListMetrics(metrics, listMetrics, lists, k);
    }
    return new EvaluationReport.Contender(asking.contender(), metrics);
  }

  private void addListMetrics(
      Map<String, Interval> metrics, ListMetrics listMetrics, List<List<ItemId>> lists, int k) {
    double coverage = listMetrics.coverage(lists, k);
    metrics.put("coverage@" + k, new Interval(coverage, coverage, coverage));
    double[] diversity = lists.stream().mapToDouble(l -> listMetrics.diversity(l, k)).toArray();
    metrics.put("diversity@" + k, Interval.bootstrap(diversity, settings.seed()));
    double[] novelty = lists.stream().mapToDouble(l -> listMetrics.novelty(l, k)).toArray();
    metrics.put("novelty@" + k, Interval.bootstrap(novelty, settings.seed()));
  }

  private static boolean[] hits(List<ItemId> list, Set<ItemId> relevant) {
    boolean[] hits = new boolean[list.size()];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = relevant.contains(list.get(i));
    }
    return hits;
  }

  /** Asks one contender for lists. Safe for use by multiple threads. */
  private record Asking(
      String contender, Recommender recommender, Instant time, Problems problems) {
    List<ItemId> list(Holdout.TestCase test, int number, int length) {
      RecommendationRequest request =
          new RecommendationRequest(
              new RequestId("evaluation-" + number),
              Contenders.SURFACE,
              test.visitor(),
              List.of(),
              length,
              Context.NONE,
              Set.of(),
              time);
      Recommendation made = recommender.recommend(request);
      made.trace().sources().forEach(call -> problems.add(contender, call));
      return made.items().stream().map(item -> item.candidate().item()).toList();
    }
  }

  /** Counts the sources that failed or were late. Safe for use by multiple threads. */
  private static final class Problems {
    private final ConcurrentSkipListMap<String, Integer> counts = new ConcurrentSkipListMap<>();

    void add(String contender, Trace.SourceCall call) {
      if (!call.problem().isEmpty()) {
        counts.merge(
            "%s: source %s %s".formatted(contender, call.source(), call.problem()),
            1,
            Integer::sum);
      }
    }

    List<String> sentences() {
      return counts.entrySet().stream()
          .map(problem -> "%s, %d times".formatted(problem.getKey(), problem.getValue()))
          .toList();
    }
  }
}
