package io.cairn.neural;

import io.cairn.models.RetrievalTrainer;
import io.cairn.models.RetrievalTrainerContract;
import io.cairn.models.SequenceTrainer;

final class TransformerTrainerTest extends RetrievalTrainerContract {

  @Override
  protected RetrievalTrainer trainer() {
    return trainer(SequenceTrainer.Encoder.TRANSFORMER, 0, .01);
  }

  static SequenceTrainer trainer(
      SequenceTrainer.Encoder encoder, int negatives, double learningRate) {
    return new SequenceTrainer(encoder, 16, 2, 2, 4, .1, 30, learningRate, 0, 32, negatives, 30, 3);
  }
}
