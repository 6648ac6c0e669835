package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.features.FeatureSet;
import io.cairn.models.ModelRegistry;
import io.cairn.training.ModelTraining;
import io.cairn.training.RankerTraining;
import io.cairn.training.RankingExampleSet;
import java.time.Instant;

/**
 * What ranking models of a configuration learn from.
 *
 * @param log what happened
 * @param registry the models that made the lists of the log
 * @param provenance where the log came from, kept with every model
 */
record RankerSetup(
    EngineConfig config,
    EventLog log,
    ModelRegistry registry,
    ModelTraining.Provenance provenance) {

  /** Returns what builds the examples, and trains from them. */
  RankerTraining training(Progress progress) {
    return new RankerTraining(
        log, config.featureSet(), config.training(), config.pipeline(), provenance, progress);
  }

  /**
   * Builds the examples, with a place for the rows of the replay; to be closed.
   *
   * @param from lists of an earlier time are left out
   * @param testShare the share of the lists, the newest, to judge models by, in [0, 1)
   * @throws IllegalArgumentException if the log has too few lists of which anything was chosen
   */
  RankingExampleSet examples(RankerTraining training, Instant from, double testShare) {
    FeatureSet features = config.featureSet();
    try (TemporaryRows rows = new TemporaryRows(features, config.storage().usersCache().count())) {
      return training.examples(
          from, testShare, rows.store(), new RegistryModels(registry, features.spaces()));
    }
  }
}
