package io.cairn.models;

import java.util.Map;

/** Opens to tests of learners what models make of what was learned. */
public final class SequenceModels {
  private SequenceModels() {}

  /** Returns the model of numbers. */
  public static EmbeddingModel of(
      SequenceTrainer trainer, int items, Map<String, float[]> numbers) {
    SequenceShape shape =
        new SequenceShape(
            trainer.encoder(),
            items,
            trainer.factors(),
            trainer.layers(),
            trainer.heads(),
            trainer.length());
    return new SequenceModel(shape, numbers);
  }

  /** Returns what a model sees of a matrix. */
  public static SequenceInputs inputs(InteractionMatrix matrix) {
    return SequenceInputs.of(matrix);
  }
}
