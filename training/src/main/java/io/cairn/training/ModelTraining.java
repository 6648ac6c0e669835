package io.cairn.training;

import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemContent;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.SequenceTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains what the configuration asks for from one table of interactions. For use by one thread;
 * trainers use all cores.
 */
public final class ModelTraining {

  /**
   * Where the table came from, kept with every model.
   *
   * @param from the offset of the first event
   * @param to the offset after the last event
   * @param codeVersion of the engine
   */
  public record Provenance(long from, long to, String codeVersion, Instant time) {}

  /**
   * What came of it.
   *
   * @param skipped why models were not trained, by name
   */
  public record Result(List<TrainedModel.Retrieval> models, Map<String, String> skipped) {
    /** Copies the list. */
    public Result {
      models = List.copyOf(models);
    }
  }

  private final InteractionTable table;
  private final ItemVocabulary vocabulary;
  private final Provenance provenance;
  private final Progress progress;
  private final Map<TrainingSettings.Rows, InteractionMatrix> matrices =
      new EnumMap<>(TrainingSettings.Rows.class);

  /** Prepares training from the table. */
  public ModelTraining(InteractionTable table, Provenance provenance, Progress progress) {
    this.table = table;
    this.provenance = provenance;
    this.progress = progress;
    vocabulary = table.vocabulary();
  }

  /**
   * Trains every model, one after the other in the order of their names.
   *
   * @throws IllegalArgumentException if there are no interactions
   */
  public Result train(TrainingSettings settings) {
    if (table.size() == 0) {
      throw new IllegalArgumentException(
          "there are no interactions to train from, import some first");
    }
    List<TrainedModel.Retrieval> trained = new ArrayList<>();
    Map<String, String> skipped = new TreeMap<>();
    new TreeMap<>(settings.models())
        .forEach(
            (name, model) -> {
              try {
                trained.add(train(name, model));
              } catch (IllegalArgumentException e) {
                skipped.put(name, String.valueOf(e.getMessage()));
              }
            });
    return new Result(trained, skipped);
  }

  private TrainedModel.Retrieval train(String name, TrainingSettings.ModelSettings settings) {
    if (settings.itemsMax() > 0 && vocabulary.size() > settings.itemsMax()) {
      throw new IllegalArgumentException(
          "%d items are more than its items-max %d"
              .formatted(vocabulary.size(), settings.itemsMax()));
    }
    InteractionMatrix matrix = matrices.computeIfAbsent(settings.rows(), this::matrix);
    Progress named = (step, done, total) -> progress.at(name + ": " + step, done, total);
    RetrievalModel model =
        settings.trainer() instanceof SequenceTrainer sequences
            ? sequences.train(table.events(settings.rows()), named)
            : settings
                .trainer()
                .train(matrix, table.content(), traits(settings.rows(), matrix), named);
    return new TrainedModel.Retrieval(
        artifact(name, settings.trainer(), matrix, model), vocabulary, model);
  }

  /** Returns what is known of the rows of a matrix: who a basket was is not asked. */
  private ItemContent traits(TrainingSettings.Rows rows, InteractionMatrix matrix) {
    return rows == TrainingSettings.Rows.HISTORIES
        ? table.traits()
        : ItemContent.none(matrix.rows());
  }

  private InteractionMatrix matrix(TrainingSettings.Rows rows) {
    return switch (rows) {
      case HISTORIES -> table.histories();
      case BASKETS -> table.baskets();
      case SESSIONS -> table.sessions();
    };
  }

  private ModelArtifact artifact(
      String name, RetrievalTrainer trainer, InteractionMatrix matrix, RetrievalModel model) {
    TrainingSet set =
        new TrainingSet(
            provenance.from(), provenance.to(), matrix.rows(), matrix.items(), matrix.cells());
    TrainingRun run =
        new TrainingRun(
            trainer.toString(), trainer.seed(), set, provenance.codeVersion(), provenance.time());
    return ModelArtifact.draft(name, model, run);
  }
}
