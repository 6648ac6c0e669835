package io.cairn.neural;

import io.cairn.models.RetrievalTrainer;
import io.cairn.models.RetrievalTrainerContract;
import io.cairn.models.SequenceTrainer;

final class GruTrainerTest extends RetrievalTrainerContract {

  @Override
  protected RetrievalTrainer trainer() {
    return TransformerTrainerTest.trainer(SequenceTrainer.Encoder.GRU, 20, .01);
  }
}
