package io.cairn.recommender;

import io.cairn.core.ItemId;
import io.cairn.core.ItemVocabulary;
import io.cairn.core.Progress;
import io.cairn.models.InteractionMatrix;
import io.cairn.models.ItemContent;
import io.cairn.models.ModelArtifact;
import io.cairn.models.RetrievalModel;
import io.cairn.models.RetrievalTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.models.TrainingRun;
import io.cairn.models.TrainingSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Models that are trained from a few baskets. */
public final class ShopModels {
  private ShopModels() {}

  /**
   * Trains a model.
   *
   * @param baskets each the items of one row, separated by blanks, oldest first
   */
  public static TrainedModel.Retrieval train(
      String name, RetrievalTrainer trainer, String... baskets) {
    return train(name, trainer, _ -> new int[0], baskets);
  }

  /**
   * Trains a model that looks at content.
   *
   * @param tokens of each item
   */
  public static TrainedModel.Retrieval train(
      String name, RetrievalTrainer trainer, Function<ItemId, int[]> tokens, String... baskets) {
    return train(name, trainer, tokens, _ -> new int[0], baskets);
  }

  /**
   * Trains a model that looks at content, and at what is known of people.
   *
   * @param tokens of each item
   * @param traits of whoever had each basket
   */
  public static TrainedModel.Retrieval train(
      String name,
      RetrievalTrainer trainer,
      Function<ItemId, int[]> tokens,
      Function<String, int[]> traits,
      String... baskets) {
    List<List<String>> rows = Stream.of(baskets).map(b -> List.of(b.split(" "))).toList();
    List<ItemId> items =
        rows.stream().flatMap(List::stream).distinct().sorted().map(ItemId::new).toList();
    ItemVocabulary vocabulary = new ItemVocabulary(items);
    int[] starts = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      starts[row + 1] = starts[row] + rows.get(row).size();
    }
    int[] columns =
        rows.stream()
            .flatMap(List::stream)
            .mapToInt(item -> vocabulary.column(new ItemId(item)))
            .toArray();
    float[] weights = new float[columns.length];
    Arrays.fill(weights, 1);
    RetrievalModel model =
        trainer.train(
            new InteractionMatrix(items.size(), starts, columns, weights, new long[columns.length]),
            ItemContent.of(items.stream().map(tokens).toList()),
            ItemContent.of(Stream.of(baskets).map(traits).toList()),
            Progress.NONE);
    TrainingRun run =
        new TrainingRun(
            trainer.toString(),
            0,
            new TrainingSet(0, columns.length, rows.size(), items.size(), columns.length),
            "test",
            Instant.EPOCH);
    ModelArtifact artifact = ModelArtifact.draft(name, model, run).withVersion(7);
    return new TrainedModel.Retrieval(artifact, vocabulary, model);
  }
}
