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
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Recommended;
import io.cairn.recommender.Recommender;
import io.cairn.recommender.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
    this.around = new Surroundings(around.executor(), around.nanoClock(), _ -> {});
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
    Map<String, PipelineSettings> paths = contenders.paths(trained.skipped().keySet());
    paths.forEach(
        (name, path) -> {
          progress.at("asking contenders", judged.size(), paths.size());
          Recommender recommender = Recommender.of(path, trained.models(), features, store, around);
          judged.add(judge(name, recommender, cases, holdout, listMetrics));
        });
    progress.at("asking contenders", paths.size(), paths.size());
    List<String> notes = new ArrayList<>();
    trained.skipped().forEach((name, why) -> notes.add(name + " was not trained: " + why));
    return new EvaluationReport(
        splitName, cases.size(), listMetrics.items(), table.size(), judged, notes);
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
      String name,
      Recommender recommender,
      List<Holdout.TestCase> cases,
      Holdout holdout,
      ListMetrics listMetrics) {
    List<List<ItemId>> lists =
        IntStream.range(0, cases.size())
            .parallel()
            .mapToObj(i -> list(recommender, cases.get(i), i, holdout))
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
    return new EvaluationReport.Contender(name, metrics);
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

  private List<ItemId> list(
      Recommender recommender, Holdout.TestCase test, int number, Holdout holdout) {
    RecommendationRequest request =
        new RecommendationRequest(
            new RequestId("evaluation-" + number),
            Contenders.SURFACE,
            test.visitor(),
            List.of(),
            settings.longest(),
            Context.NONE,
            Set.of(),
            holdout.time());
    return recommender.recommend(request).items().stream()
        .map(Recommended::candidate)
        .map(candidate -> candidate.item())
        .toList();
  }

  private static boolean[] hits(List<ItemId> list, Set<ItemId> relevant) {
    boolean[] hits = new boolean[list.size()];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = relevant.contains(list.get(i));
    }
    return hits;
  }
}
