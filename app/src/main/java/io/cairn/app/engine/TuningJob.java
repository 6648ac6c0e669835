package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.models.ModelRegistry;
import io.cairn.training.LogPart;
import io.cairn.training.ModelTraining;
import io.cairn.training.RankerTraining;
import io.cairn.training.RankingExampleSet;
import io.cairn.training.SearchReport;
import io.cairn.training.SearchSettings;
import io.cairn.training.TrainingSettings;
import java.time.Instant;

/**
 * Searches for better hyperparameters of a ranking model, on the examples from which it is trained.
 * Publishes nothing.
 *
 * @param codeVersion of the engine
 * @param time the moment of the search
 */
public record TuningJob(
    EngineConfig config, EventLog log, ModelRegistry registry, String codeVersion, Instant time) {

  /**
   * Builds the examples and searches; the budget begins when the examples are built.
   *
   * @param ranker the name of the model, one of {@code training.rankers}
   * @throws IllegalArgumentException if there is no such ranker, the log has too few lists, or they
   *     do not suit the configured trainer
   * @throws java.util.concurrent.CancellationException if it is stopped before the configured
   *     hyperparameters were tried
   */
  public SearchReport run(String ranker, SearchSettings settings, Progress progress) {
    TrainingSettings.RankerSettings configured = config.training().ranker(ranker);
    EventLog part = LogPart.upTo(log, log.end());
    RankerSetup setup =
        new RankerSetup(
            config, part, registry, new ModelTraining.Provenance(0, part.end(), codeVersion, time));
    RankerTraining training = setup.training(progress);
    try (RankingExampleSet examples =
        setup.examples(training, Instant.MIN, RankerTraining.TEST_SHARE)) {
      return training.search(ranker, configured, examples, settings);
    }
  }
}
