package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.recommender.PipelineSettings;
import io.cairn.recommender.Surroundings;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.NeighborSource;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * A world with a known truth: everybody likes the hits and one of four genres, and nothing else;
 * within a genre some items are much more liked than others.
 */
final class Planted {
  static final int USERS = 120;
  static final int DAYS = 14;

  private static final int GENRES = 4;
  private static final int ITEMS_OF_GENRE = 25;
  private static final int HITS = 20;
  private static final int ITEMS = GENRES * ITEMS_OF_GENRE + HITS;
  private static final Duration MONTH = Duration.ofDays(30);

  private Planted() {}

  /** Returns a log in which every user views one new item a day. */
  static Logs logs() {
    Logs logs = new Logs();
    for (int item = 0; item < ITEMS; item++) {
      String genre = "genre " + item / ITEMS_OF_GENRE;
      logs.add(
          new Event.ItemUpdated(
              new EventId("item-" + item),
              Logs.START,
              new Item(new ItemId("i" + item), Map.of(), List.of(genre), true, Optional.empty())));
    }
    Random random = new Random(11);
    for (int user = 0; user < USERS; user++) {
      Set<Integer> viewed = new HashSet<>();
      for (int day = 0; day < DAYS; day++) {
        logs.view(1 + day, "u" + user, "i" + draw(random, user % GENRES, viewed));
      }
    }
    return logs;
  }

  /** Returns an item that the user has not viewed yet: of three one is a hit. */
  private static int draw(Random random, int genre, Set<Integer> viewed) {
    while (true) {
      boolean isHit = random.nextInt(3) == 0;
      int ofGenre = (int) (ITEMS_OF_GENRE * Math.pow(random.nextDouble(), 2));
      int item = isHit ? ITEMS - 1 - random.nextInt(HITS) : genre * ITEMS_OF_GENRE + ofGenre;
      if (viewed.add(item)) {
        return item;
      }
    }
  }

  static FeatureSet features() {
    return new FeatureSet(
        new FeatureSettings(
            Logs.WEIGHTS,
            500,
            100,
            List.of("*"),
            Duration.ofDays(60),
            Duration.ofDays(3),
            List.of()),
        List.of());
  }

  static TrainingSettings training() {
    TrainingSettings.Rows histories = TrainingSettings.Rows.HISTORIES;
    return training(
        Map.of(
            "als",
                new TrainingSettings.ModelSettings(histories, 0, new AlsTrainer(8, 10, 1, 10, 3)),
            "ease", new TrainingSettings.ModelSettings(histories, 0, new EaseTrainer(10)),
            "similar",
                new TrainingSettings.ModelSettings(
                    histories, 0, new ItemToItemTrainer(20, 5, .5, 0)),
            "small", new TrainingSettings.ModelSettings(histories, 10, new EaseTrainer(10))));
  }

  static TrainingSettings training(Map<String, TrainingSettings.ModelSettings> models) {
    return new TrainingSettings(
        List.of("purchase"),
        models,
        examples(),
        Map.of(),
        new TrainingSettings.Gate(-0.02, true),
        Duration.ZERO);
  }

  static ExampleSettings examples() {
    return new ExampleSettings(
        ExampleSettings.Lists.AUTO,
        Duration.ofDays(1),
        Duration.ofDays(7),
        Duration.ofHours(1),
        Map.of("click", new Objective(List.of("*"), 0)),
        new ExampleSettings.Negatives(50, 0, 0.75),
        10_000,
        2,
        0.5);
  }

  static PipelineSettings pipeline() {
    return pipeline("home");
  }

  static PipelineSettings pipeline(String surface) {
    return new PipelineSettings(
        50,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        0,
        PipelineSettings.Learned.NONE,
        new PipelineSettings.Fusion(5, Map.of("trending", 0.1), 1),
        Map.of(
            "for-you", new SourceSettings.Model(List.of("ease"), MONTH),
            "similar-to-recent",
                new SourceSettings.Neighbors(List.of("similar"), NeighborSource.Anchors.RECENT),
            "too-small", new SourceSettings.Model(List.of("small", "nobody-trains"), MONTH),
            "trending", new SourceSettings.Chart(Charts.Chart.TRENDING),
            "popular", new SourceSettings.Chart(Charts.Chart.POPULAR)),
        Map.of(
            surface,
            new PipelineSettings.SurfaceSettings(
                false,
                List.of("for-you", "similar-to-recent", "too-small", "trending"),
                List.of("popular"))));
  }

  static Evaluator evaluator(EvaluationSettings settings, ExecutorService executor) {
    return new Evaluator(
        features(),
        training(),
        pipeline(),
        settings,
        new Surroundings(executor, 2, () -> 0, (_, _) -> {}));
  }
}
