package io.cairn.recommender;

import io.cairn.models.ModelArtifact;
import io.cairn.recommender.ranking.Ranker;
import io.cairn.recommender.ranking.ReciprocalRankFusion;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parts of a path, made from the configuration and the trained models. Immutable.
 *
 * @param surfaces by name
 * @param sources by name
 * @param models what the sources that need a model got, by the source's name
 */
record Pipeline(
    Map<String, Surface> surfaces,
    Map<String, CandidateSource> sources,
    Ranker ranker,
    Map<String, ModelArtifact> models,
    int candidatesPerSource,
    Duration deadline) {

  static Pipeline of(PipelineSettings settings, SourceSettings.Parts parts) {
    Map<String, CandidateSource> sources = new HashMap<>();
    Map<String, ModelArtifact> models = new HashMap<>();
    settings
        .sources()
        .forEach(
            (name, source) -> {
              source.source(name, parts).ifPresent(made -> sources.put(name, made));
              parts
                  .firstOf(source.models())
                  .ifPresent(model -> models.put(name, model.trained().artifact()));
            });
    Map<String, Surface> surfaces = new HashMap<>();
    settings
        .surfaces()
        .forEach(
            (name, s) ->
                surfaces.put(
                    name,
                    new Surface(
                        name,
                        s.needsSeeds(),
                        named(s.sources(), sources),
                        named(s.fallback(), sources))));
    PipelineSettings.Fusion fusion = settings.fusion();
    return new Pipeline(
        Map.copyOf(surfaces),
        Map.copyOf(sources),
        new ReciprocalRankFusion(fusion.constant(), fusion.weights(), fusion.otherWeight()),
        Map.copyOf(models),
        settings.candidatesPerSource(),
        settings.deadline());
  }

  /** Returns those of the named sources that there are: a source without its model is left out. */
  private static List<CandidateSource> named(
      List<String> names, Map<String, CandidateSource> sources) {
    return names.stream().map(sources::get).filter(Objects::nonNull).toList();
  }
}
