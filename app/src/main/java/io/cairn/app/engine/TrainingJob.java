package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.models.ModelArtifact;
import io.cairn.models.ModelRegistry;
import io.cairn.models.TrainedModel;
import io.cairn.training.InteractionTable;
import io.cairn.training.LogPart;
import io.cairn.training.ModelTraining;
import io.cairn.training.RankerReport;
import io.cairn.training.RankerTraining;
import io.cairn.training.RankingExampleSet;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Trains what the configuration asks for from a log, and publishes it: retrieval models always,
 * ranking models if they pass the gate.
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
   * What is trained from what.
   *
   * @param ranker the only model to train; empty for all models that the pipeline uses
   * @param from events of an earlier time are not learned from
   * @param to events of this time and later are not looked at
   */
  public record Wanted(Optional<String> ranker, Instant from, Instant to) {
    /** Everything, from the whole log. */
    public static final Wanted ALL = new Wanted(Optional.empty(), Instant.MIN, Instant.MAX);
  }

  /**
   * What came of it.
   *
   * @param published the artifacts, with their versions
   * @param skipped why models were not trained, by name
   * @param rankers how each ranking model did, published or not
   * @param notes what the reader must know of the examples
   * @param interactions how many retrieval models learned from
   */
  public record Result(
      List<ModelArtifact> published,
      Map<String, String> skipped,
      List<RankerReport> rankers,
      List<String> notes,
      int interactions) {
    /** Copies the lists. */
    public Result {
      published = List.copyOf(published);
      rankers = List.copyOf(rankers);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Trains and publishes everything; a server over the same home takes the models up by itself.
   *
   * @throws IllegalArgumentException if the log has no interactions
   */
  public Result run(Progress progress) {
    return run(Wanted.ALL, progress);
  }

  /**
   * Trains and publishes; a server over the same home takes the models up by itself.
   *
   * @throws IllegalArgumentException if the log has no interactions, or there is no such ranker
   */
  public Result run(Wanted wanted, Progress progress) {
    return new Run(wanted, progress).result();
  }

  /** One training. For use by one thread. */
  private final class Run {
    private final Wanted wanted;
    private final Progress progress;
    private final EventLog part;
    private final ModelTraining.Provenance provenance;
    private final List<ModelArtifact> published = new ArrayList<>();
    private final Map<String, String> skipped = new TreeMap<>();
    private final List<RankerReport> reports = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int interactions;

    Run(Wanted wanted, Progress progress) {
      this.wanted = wanted;
      this.progress = progress;
      part =
          wanted.to().equals(Instant.MAX)
              ? LogPart.upTo(log, log.end())
              : LogPart.of(log, event -> event.time().isBefore(wanted.to()));
      provenance = new ModelTraining.Provenance(0, part.end(), codeVersion, time);
    }

    Result result() {
      List<String> rankers =
          wanted.ranker().map(List::of).orElseGet(() -> config.pipeline().ranker().models());
      rankers.forEach(config.training()::ranker);
      if (wanted.ranker().isEmpty()) {
        retrieval();
      }
      if (!rankers.isEmpty()) {
        ranking(rankers);
      }
      return new Result(published, skipped, reports, notes, interactions);
    }

    private void retrieval() {
      InteractionTable table;
      try (Stream<Event> events = part.read(0)) {
        table =
            InteractionTable.of(
                events.filter(this::counts),
                config.events().eventWeights(),
                new HashSet<>(config.training().basketTypes()));
      }
      interactions = table.size();
      ModelTraining.Result trained =
          new ModelTraining(table, provenance, progress).train(config.training());
      skipped.putAll(trained.skipped());
      for (TrainedModel model : trained.models()) {
        progress.at("publishing models", published.size(), trained.models().size());
        published.add(registry.publish(model));
      }
      progress.at("publishing models", published.size(), trained.models().size());
    }

    /** What was done before is left out, but not what is to be forgotten and what items are. */
    private boolean counts(Event event) {
      return event instanceof Event.UserRemoved
          || event instanceof Event.ItemUpdated
          || !event.time().isBefore(wanted.from());
    }

    private void ranking(List<String> names) {
      RankerSetup setup = new RankerSetup(config, part, registry, provenance);
      RankerTraining training = setup.training(progress);
      try (RankingExampleSet examples =
          setup.examples(training, wanted.from(), RankerTraining.TEST_SHARE)) {
        notes.addAll(examples.notes());
        names.forEach(name -> rank(name, training, examples));
      } catch (IllegalArgumentException e) {
        names.forEach(name -> skipped.putIfAbsent(name, String.valueOf(e.getMessage())));
      }
    }

    private void rank(String name, RankerTraining training, RankingExampleSet examples) {
      try {
        RankerTraining.Trained trained =
            training.train(name, config.training().ranker(name), examples, live(name));
        reports.add(trained.report());
        if (trained.report().isPassed()) {
          published.add(registry.publish(trained.ranker()));
        }
      } catch (IllegalArgumentException e) {
        skipped.put(name, String.valueOf(e.getMessage()));
      }
    }

    /** Returns the model in use; empty where there is none that can be read. */
    private Optional<TrainedModel.Ranker> live(String name) {
      try {
        OptionalInt latest = registry.latest(name);
        return latest.isPresent()
                && registry.load(name, latest.getAsInt()) instanceof TrainedModel.Ranker ranker
            ? Optional.of(ranker)
            : Optional.empty();
      } catch (UncheckedIOException e) {
        notes.add("the model %s in use cannot be read: %s".formatted(name, e.getMessage()));
        return Optional.empty();
      }
    }
  }
}
