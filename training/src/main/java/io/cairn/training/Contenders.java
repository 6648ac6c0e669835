package io.cairn.training;

import io.cairn.models.AlsTrainer;
import io.cairn.models.ContentTrainer;
import io.cairn.models.GfCfTrainer;
import io.cairn.models.MarkovTrainer;
import io.cairn.models.PopularTrainer;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.SequenceTrainer;
import io.cairn.models.SessionKnnTrainer;
import io.cairn.models.TwoTowerTrainer;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who makes lists in an evaluation: the baselines, every source of the home surface on its own, and
 * the whole pipeline. Each is a path of its own with one surface.
 */
record Contenders(
    TrainingSettings configured, PipelineSettings pipeline, EvaluationSettings settings) {
  /** The surface that is judged. */
  static final String SURFACE = "home";

  static final String PIPELINE = "pipeline";

  /** The models of the baselines; beside those of the configuration, whatever their names. */
  private static final String POPULAR = "baseline-popular";

  private static final String MARKOV = "baseline-markov";
  private static final String SESSION_KNN = "baseline-session-knn";

  private static final Duration GAP = Duration.ofMinutes(30);

  /** A half-life for models that do not look at how old a history is. */
  private static final Duration ANY = Duration.ofDays(365_000);

  /** Checks that there is something to judge; nothing of it is left to chance. */
  Contenders {
    if (!pipeline.surfaces().containsKey(SURFACE)) {
      throw new IllegalArgumentException("there is no surface " + SURFACE + " to evaluate");
    }
    pipeline = pipeline.withoutExploration();
  }

  /** Returns what must be trained: the configured models and those of the baselines. */
  TrainingSettings training() {
    Map<String, TrainingSettings.ModelSettings> models = new HashMap<>(configured.models());
    models.put(POPULAR, rows(TrainingSettings.Rows.HISTORIES, new PopularTrainer()));
    models.put(MARKOV, rows(TrainingSettings.Rows.HISTORIES, new MarkovTrainer()));
    models.put(
        SESSION_KNN, rows(TrainingSettings.Rows.SESSIONS, new SessionKnnTrainer(500, 5_000, 3)));
    return configured.withModels(models);
  }

  private static TrainingSettings.ModelSettings rows(
      TrainingSettings.Rows rows, RetrievalTrainer trainer) {
    return new TrainingSettings.ModelSettings(rows, 0, trainer);
  }

  /**
   * Returns the paths by name, in the order of the table.
   *
   * @param trained the names of the models that there are
   */
  Map<String, PipelineSettings> paths(Set<String> trained) {
    Map<String, PipelineSettings> paths = new LinkedHashMap<>();
    paths.put("random", alone(new SourceSettings.Random(settings.seed())));
    paths.put("popular", alone(new SourceSettings.Model(List.of(POPULAR), ANY)));
    paths.put("recently-popular", alone(new SourceSettings.Chart(Charts.Chart.RECENTLY_POPULAR)));
    paths.put("markov", alone(new SourceSettings.Model(List.of(MARKOV), ANY)));
    paths.put("session-knn", alone(new SourceSettings.Session(List.of(SESSION_KNN), GAP)));
    new TreeMap<>(configured.models())
        .forEach(
            (name, model) -> {
              if (model.rows() == TrainingSettings.Rows.HISTORIES && trained.contains(name)) {
                paths.putIfAbsent(name, alone(plain(name, model)));
              }
            });
    homeSources()
        .forEach(
            (name, source) -> {
              if (hasModel(source, trained)) {
                paths.putIfAbsent(name, alone(source));
              }
            });
    paths.remove(PIPELINE);
    PipelineSettings.Learned learned = pipeline.ranker();
    List<String> rankers = learned.models().stream().filter(trained::contains).toList();
    if (!rankers.isEmpty()) {
      paths.put("fusion", pipeline.withRanker(PipelineSettings.Learned.NONE));
    }
    for (String ranker : rankers) {
      paths.put(
          ranker,
          pipeline.withRanker(new PipelineSettings.Learned(List.of(ranker), learned.score())));
    }
    paths.put(PIPELINE, pipeline);
    return paths;
  }

  /** Returns which sources of the surface have no model and so no part, one sentence each. */
  List<String> absent(Set<String> trained) {
    List<String> absent = new ArrayList<>();
    homeSources()
        .forEach(
            (name, source) -> {
              if (!hasModel(source, trained)) {
                absent.add(
                    "source %s takes no part: none of its models %s was trained"
                        .formatted(name, source.models()));
              }
            });
    return absent;
  }

  private SortedMap<String, SourceSettings> homeSources() {
    SortedMap<String, SourceSettings> sources = new TreeMap<>(pipeline.sources());
    PipelineSettings.SurfaceSettings home = pipeline.surfaces().get(SURFACE);
    sources.keySet().retainAll(home == null ? List.of() : home.sources());
    return sources;
  }

  /** Returns the source that shows what a model says by itself, blind to time. */
  private static SourceSettings plain(String name, TrainingSettings.ModelSettings model) {
    return switch (model.trainer()) {
      case AlsTrainer _, ContentTrainer _, GfCfTrainer _, SequenceTrainer _, TwoTowerTrainer _ ->
          new SourceSettings.Embedding(List.of(name), 1);
      default -> new SourceSettings.Model(List.of(name), ANY);
    };
  }

  private static boolean hasModel(SourceSettings source, Set<String> trained) {
    return source.models().isEmpty() || source.models().stream().anyMatch(trained::contains);
  }

  private PipelineSettings alone(SourceSettings source) {
    return new PipelineSettings(
        pipeline.candidatesPerSource(),
        pipeline.deadline(),
        pipeline.chartsRefresh(),
        pipeline.nearDuplicates(),
        PipelineSettings.Learned.NONE,
        pipeline.fusion(),
        Map.of("alone", source),
        Map.of(SURFACE, new PipelineSettings.SurfaceSettings(false, List.of("alone"), List.of())));
  }
}
