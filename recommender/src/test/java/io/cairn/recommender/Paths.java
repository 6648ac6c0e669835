package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.models.AlsTrainer;
import io.cairn.models.EaseTrainer;
import io.cairn.models.ItemToItemTrainer;
import io.cairn.models.TrainedModel;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.ModelIndexes;
import io.cairn.recommender.retrieval.NeighborSource;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** A path with every kind of source and surface over a shop, and what it recorded. */
final class Paths {
  static final String[] BASKETS = {"a b c", "a b", "a c d", "b c", "d e", "d e f", "e f", "a f"};

  private static final Duration HALF_LIFE = Duration.ofDays(30);

  private final Shop shop;
  private final ExecutorService executor;
  private final List<Event.Impression> impressions = new ArrayList<>();
  private long nanos;
  private long keptBytes;
  private Consumer<Event.Impression> listener = _ -> {};

  Paths(Shop shop, ExecutorService executor) {
    this.shop = shop;
    this.executor = executor;
  }

  /** Lets lists go on, as long as they fit the bytes. */
  Paths keeping(long bytes) {
    keptBytes = bytes;
    return this;
  }

  /** Has somebody told of each list as it is shown. */
  Paths telling(Consumer<Event.Impression> who) {
    listener = who;
    return this;
  }

  List<Event.Impression> impressions() {
    return impressions;
  }

  static List<TrainedModel.Retrieval> models() {
    return List.of(
        ShopModels.train("als", new AlsTrainer(4, 10, 0.1, 10, 1), BASKETS),
        ShopModels.train("ease", new EaseTrainer(1), BASKETS),
        ShopModels.train("similar", new ItemToItemTrainer(10, 0, .5, 0), BASKETS));
  }

  Recommender recommender() {
    return recommender(settings(), models());
  }

  Recommender recommender(PipelineSettings settings, List<TrainedModel.Retrieval> models) {
    return Recommender.of(
        settings,
        models,
        shop.features(),
        shop.store(),
        new Surroundings(
            executor,
            2,
            () -> nanos++,
            (_, impression) -> {
              impressions.add(impression);
              listener.accept(impression);
            },
            ModelIndexes.inMemory(),
            Set.of(),
            keptBytes));
  }

  static PipelineSettings settings() {
    return settings(5);
  }

  static PipelineSettings settings(int candidatesPerSource) {
    return new PipelineSettings(
        candidatesPerSource,
        Duration.ofMinutes(1),
        Duration.ZERO,
        0.8,
        PipelineSettings.Learned.NONE,
        new PipelineSettings.Fusion(5, Map.of(), 1),
        Map.ofEntries(
            Map.entry("als", new SourceSettings.Embedding(List.of("als"), 1)),
            Map.entry("ease", new SourceSettings.Model(List.of("ease"), HALF_LIFE)),
            Map.entry("fresh", new SourceSettings.TrendingModel(List.of("ease"), HALF_LIFE, 1)),
            Map.entry("similar", neighbors(NeighborSource.Anchors.SEEDS)),
            Map.entry("last", neighbors(NeighborSource.Anchors.LAST)),
            Map.entry("recent", neighbors(NeighborSource.Anchors.RECENT)),
            Map.entry("segment", new SourceSettings.Segment()),
            Map.entry("random", new SourceSettings.Random(1)),
            Map.entry("trending", new SourceSettings.Chart(Charts.Chart.TRENDING)),
            Map.entry("arrivals", new SourceSettings.Chart(Charts.Chart.ARRIVALS)),
            Map.entry("popular", new SourceSettings.Chart(Charts.Chart.POPULAR))),
        Map.of(
            "home", surface(false, "als", "ease", "fresh", "recent", "segment", "arrivals"),
            "similar", surface(true, "similar"),
            "because",
                new PipelineSettings.SurfaceSettings(
                    false, List.of("last"), List.of("recent", "popular")),
            "trending", surface(false, "trending"),
            "random", surface(false, "random")));
  }

  private static SourceSettings neighbors(NeighborSource.Anchors anchors) {
    return new SourceSettings.Neighbors(List.of("similar"), anchors);
  }

  private static PipelineSettings.SurfaceSettings surface(boolean needsSeeds, String... sources) {
    return new PipelineSettings.SurfaceSettings(needsSeeds, List.of(sources), List.of("popular"));
  }
}
