package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.models.ModelArtifact;
import io.cairn.models.ModelRegistry;
import io.cairn.models.TrainedRetrieval;
import io.cairn.training.InteractionTable;
import io.cairn.training.ModelTraining;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trains what the configuration asks for from a whole log, and publishes it.
 *
 * @param codeVersion of the engine, kept with every model
 * @param time the moment of the training
 */
public record TrainingJob(
    EngineConfig config, EventLog log, ModelRegistry registry, String codeVersion, Instant time) {
  /** Makes the job over the log and the models of an engine. */
  public TrainingJob(Engine engine, String codeVersion, Instant time) {
    this(engine.config(), engine.log(), engine.registry(), codeVersion, time);
  }

  /**
   * What came of it.
   *
   * @param published the artifacts, with their versions
   * @param skipped why models were not trained, by name
   * @param interactions how many were learned from
   */
  public record Result(
      List<ModelArtifact> published, Map<String, String> skipped, int interactions) {
    /** Copies the list. */
    public Result {
      published = List.copyOf(published);
    }
  }

  /**
   * Trains and publishes; a server over the same home takes the models up by itself.
   *
   * @throws IllegalArgumentException if the log has no interactions
   */
  public Result run(Progress progress) {
    long end = log.end();
    InteractionTable table;
    try (Stream<Event> events = log.read(0).limit(end)) {
      table =
          InteractionTable.of(
              events,
              config.events().eventWeights(),
              new HashSet<>(config.training().basketTypes()));
    }
    ModelTraining.Provenance provenance = new ModelTraining.Provenance(0, end, codeVersion, time);
    ModelTraining.Result trained =
        new ModelTraining(table, provenance, progress).train(config.training());
    List<ModelArtifact> published = new ArrayList<>();
    for (TrainedRetrieval model : trained.models()) {
      progress.at("publishing models", published.size(), trained.models().size());
      published.add(registry.publish(model));
    }
    progress.at("publishing models", published.size(), trained.models().size());
    return new Result(published, trained.skipped(), table.size());
  }
}
