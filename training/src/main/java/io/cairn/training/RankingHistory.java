package io.cairn.training;

import io.cairn.core.Candidate;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureSet;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.ranking.ReciprocalRankFusion;
import io.cairn.recommender.retrieval.SourceSettings;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What examples for ranking models are built from.
 *
 * @param log what happened
 * @param pipeline proposes lists where none were shown
 * @param seed decides which negatives are kept
 */
record RankingHistory(
    EventLog log,
    FeatureSet features,
    TrainingSettings training,
    PipelineSettings pipeline,
    long seed) {

  ExampleSettings settings() {
    return training.examples();
  }

  Outcomes outcomes() {
    return new Outcomes(features.settings().weights(), settings().objectives());
  }

  /** Returns how to train the models that candidates and features of the home surface need. */
  TrainingSettings needed() {
    Set<String> names = new HashSet<>(features.spaces());
    Objects.requireNonNull(pipeline.surfaces().get(Contenders.SURFACE))
        .sources()
        .forEach(source -> names.addAll(source(source).models()));
    return training.withModelsNamed(names);
  }

  private SourceSettings source(String name) {
    return Objects.requireNonNull(pipeline.sources().get(name));
  }

  /** Returns the surface whose sources are asked about a list that was shown on another. */
  String surfaceOf(String shownOn) {
    PipelineSettings.SurfaceSettings surface = pipeline.surfaces().get(shownOn);
    return surface == null || surface.needsSeeds() ? Contenders.SURFACE : shownOn;
  }

  /** Returns the score by which fusion would order a candidate. */
  float fused(Candidate candidate) {
    PipelineSettings.Fusion fusion = pipeline.fusion();
    return new ReciprocalRankFusion(fusion.constant(), fusion.weights(), fusion.otherWeight())
        .score(candidate);
  }
}
