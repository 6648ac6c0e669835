package io.cairn.recommender;

import io.cairn.core.Rule;
import io.cairn.features.FeatureReader;
import io.cairn.features.SeenWindow;
import io.cairn.features.VectorSpace;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.ranking.ModelRanker;
import io.cairn.recommender.ranking.Ranker;
import io.cairn.recommender.ranking.ReciprocalRankFusion;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Distinct;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.retrieval.CandidateSource;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parts of a path, made from the configuration and the trained models. Immutable.
 *
 * @param surfaces by name
 * @param sources by name
 * @param fusion orders where the ranker cannot
 * @param spaces the vectors of models, by the models' names
 * @param models what the sources that need a model got, by the source's name
 * @param seen how long items count as seen, by surface and type of event
 * @param rules that hold for every request
 * @param onboarding chooses what to ask new people about
 */
record Pipeline(
    Map<String, Surface> surfaces,
    Map<String, CandidateSource> sources,
    Ranker ranker,
    ReciprocalRankFusion fusion,
    Map<String, VectorSpace> spaces,
    Map<String, ModelArtifact> models,
    Onboarding onboarding,
    int candidatesPerSource,
    Duration deadline,
    int rerankDepth,
    Map<String, Map<String, SeenWindow>> seen,
    List<Rule> rules) {

  static Pipeline of(
      PipelineSettings settings,
      SourceSettings.Parts parts,
      Collection<? extends TrainedModel> trained,
      FeatureReader reader) {
    settings.check(reader.features());
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
                        named(s.fallback(), sources),
                        controls(s.rerankersOrNone(), settings, Reordering.class),
                        placements(s, settings),
                        controls(s.explore().stream().toList(), settings, Explorer.class).stream()
                            .findFirst(),
                        s.relaxOrDefault())));
    ReciprocalRankFusion fusion = fusion(settings.fusion());
    Map<String, VectorSpace> spaces = new HashMap<>();
    parts.models().forEach((name, m) -> m.space().ifPresent(space -> spaces.put(name, space)));
    return new Pipeline(
        Map.copyOf(surfaces),
        Map.copyOf(sources),
        ranker(settings.ranker(), trained, reader, spaces, fusion),
        fusion,
        Map.copyOf(spaces),
        Map.copyOf(models),
        new Onboarding(trained, parts.charts(), reader, settings.nearDuplicates()),
        settings.candidatesPerSource(),
        settings.deadline(),
        settings.rerankDepth(),
        settings.seenBySurface(),
        settings.rules());
  }

  /** Returns those of the named re-rankers that are of one kind, in the order of the names. */
  private static <R extends Reranker> List<Control<R>> controls(
      List<String> names, PipelineSettings settings, Class<R> kind) {
    List<Control<R>> controls = new ArrayList<>();
    for (String name : names) {
      Reranker reranker = settings.rerankers().get(name);
      if (kind.isInstance(reranker)) {
        controls.add(new Control<>(name, kind.cast(reranker)));
      }
    }
    return controls;
  }

  private static List<Control<Placement>> placements(
      PipelineSettings.SurfaceSettings surface, PipelineSettings settings) {
    List<Control<Placement>> placements = new ArrayList<>();
    if (settings.nearDuplicates() > 0) {
      Placement distinct = new Distinct(settings.nearDuplicates());
      placements.add(new Control<>(PipelineSettings.NEAR_DUPLICATES, distinct));
    }
    placements.addAll(controls(surface.rerankersOrNone(), settings, Placement.class));
    return placements;
  }

  private static ReciprocalRankFusion fusion(PipelineSettings.Fusion fusion) {
    return new ReciprocalRankFusion(fusion.constant(), fusion.weights(), fusion.otherWeight());
  }

  /** Returns the first of the rankers that was trained, or fusion. */
  private static Ranker ranker(
      PipelineSettings.Learned learned,
      Collection<? extends TrainedModel> trained,
      FeatureReader reader,
      Map<String, VectorSpace> spaces,
      ReciprocalRankFusion fusion) {
    for (String name : learned.models()) {
      for (TrainedModel model : trained) {
        if (model instanceof TrainedModel.Ranker ranker && model.artifact().name().equals(name)) {
          return new ModelRanker(ranker, learned.score(), reader, spaces, fusion);
        }
      }
    }
    return fusion;
  }

  /** Returns those of the named sources that there are: a source without its model is left out. */
  private static List<CandidateSource> named(
      List<String> names, Map<String, CandidateSource> sources) {
    return names.stream().map(sources::get).filter(Objects::nonNull).toList();
  }
}
