package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.models.ModelRegistry;
import io.cairn.training.LogPart;
import io.cairn.training.ModelTraining;
import io.cairn.training.RankerReport;
import io.cairn.training.RankerTraining;
import io.cairn.training.RankingExampleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges ranking models by the lists of a log: learns from the earlier ones, and orders the later
 * ones again, each with what was known when it was shown. Nothing is published.
 *
 * @param registry the models that made the lists of the log
 * @param codeVersion of the engine
 * @param time the moment of the evaluation
 */
public record ShownListsEvaluation(
    EngineConfig config, EventLog log, ModelRegistry registry, String codeVersion, Instant time) {

  /**
   * How the models did.
   *
   * @param rankers one report a model; what the gate says of it does not count here
   * @param notes what the reader must know
   */
  public record Result(List<RankerReport> rankers, List<String> notes) {
    /** Copies the lists. */
    public Result {
      rankers = List.copyOf(rankers);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Trains and judges.
   *
   * @param share the share of the lists to learn from, in (0, 1)
   * @param names of the models, among those of {@code training.rankers}
   * @throws IllegalArgumentException if there is no such model, or there are too few lists
   */
  public Result evaluate(double share, List<String> names, Progress progress) {
    names.forEach(config.training()::ranker);
    EventLog part = LogPart.upTo(log, log.end());
    ModelTraining.Provenance provenance =
        new ModelTraining.Provenance(0, part.end(), codeVersion, time);
    RankerSetup setup = new RankerSetup(config, part, registry, provenance);
    RankerTraining training = setup.training(progress);
    List<RankerReport> reports = new ArrayList<>();
    try (RankingExampleSet examples = setup.examples(training, Instant.MIN, 1 - share)) {
      for (String name : names) {
        reports.add(
            training
                .train(name, config.training().ranker(name), examples, Optional.empty())
                .report());
      }
      return new Result(reports, examples.notes());
    }
  }
}
