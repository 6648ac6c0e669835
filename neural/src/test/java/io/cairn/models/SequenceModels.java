package io.cairn.models;

import java.util.Map;

/** Opens to tests of learners what models make of what was learned. */
public final class SequenceModels {
  private SequenceModels() {}

  /** Returns the model of numbers. */
  public static EmbeddingModel of(
      SequenceTrainer trainer, EventSequence.Rows rows, Map<String, float[]> numbers) {
    EventTypes types = EventTypes.of(rows.events());
    SequenceShape shape =
        new SequenceShape(
            trainer.encoder(),
            rows.items(),
            types.codes(),
            trainer.factors(),
            trainer.layers(),
            trainer.heads(),
            trainer.length());
    return new SequenceModel(shape, types, numbers);
  }

  /** Returns what a model sees of rows. */
  public static SequenceLearner.Inputs inputs(EventSequence.Rows rows) {
    return SequenceLearner.Inputs.of(rows, EventTypes.of(rows.events()));
  }
}
