package io.cairn.app.engine;

import io.cairn.app.config.EngineConfig;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Progress;
import io.cairn.models.Calibration;
import io.cairn.models.ExampleList;
import io.cairn.models.LogisticTrainer;
import io.cairn.models.MemoryRankingExamples;
import io.cairn.models.ModelArtifact;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import io.cairn.training.InteractionTable;
import io.cairn.training.ModelTraining;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Learns retrieval models from the log of an engine, and a ranker from nothing but chance: it must
 * look at every column, and need not be good.
 */
record SkewModels(EngineConfig config) {
  private static final int ROWS = 200;

  /** Publishes new versions of all models, and takes them up. */
  void publish(Engine engine, long seed) {
    try (Stream<Event> events = engine.log().read(0)) {
      InteractionTable table =
          InteractionTable.of(
              events, config.events().eventWeights(), Set.copyOf(config.training().basketTypes()));
      new ModelTraining(
              table,
              new ModelTraining.Provenance(0, engine.log().end(), "test", Instant.EPOCH),
              Progress.NONE)
          .train(config.training())
          .models()
          .forEach(engine.registry()::publish);
    }
    engine.registry().publish(ranker(seed));
    engine.reloadModels();
  }

  private TrainedModel ranker(long seed) {
    List<String> columns = config.featureSet().columns();
    Random random = new Random(seed);
    float[] values = new float[ROWS * columns.size()];
    float[] labels = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] = random.nextFloat();
    }
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.nextInt(2);
      weights[row] = 1;
    }
    ExampleList list = new ExampleList(new FeatureMatrix(columns, ROWS, values), labels, weights);
    MemoryRankingExamples examples =
        new MemoryRankingExamples(columns, List.of("click"), List.of(list));
    TrainingRun run =
        new TrainingRun(
            "chance", seed, new TrainingSet(0, 1, 1, columns.size(), ROWS), "test", Instant.EPOCH);
    return new TrainedModel.Ranker(
        new ModelArtifact("gbdt", ModelArtifact.DRAFT, "logistic", run, Map.of()),
        new LogisticTrainer(2, 1).train(examples, examples, Progress.NONE),
        List.of(Calibration.platt(1, 0)));
  }
}
