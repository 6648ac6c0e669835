package io.cairn.recommender.retrieval;

import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemToItemModel;
import io.cairn.models.TrainedModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration says of one candidate source. */
public sealed interface SourceSettings {

  /** Returns the models of which the source needs one, the one to prefer first; may be empty. */
  default List<String> models() {
    return List.of();
  }

  /**
   * Returns the source under the given name; empty where the model that it needs was not trained.
   *
   * @throws IllegalArgumentException if the model is of a kind that the source cannot use
   */
  Optional<CandidateSource> source(String name, Parts parts);

  /**
   * What sources are made of.
   *
   * @param models the trained models by name
   * @param charts what is the same for many people
   */
  record Parts(Map<String, IndexedModel> models, Charts charts) {
    /** Copies the map. */
    public Parts {
      models = Map.copyOf(models);
    }

    /** Returns the first of the models that was trained. */
    public Optional<IndexedModel> firstOf(List<String> names) {
      return names.stream().filter(models::containsKey).map(models::get).findFirst();
    }
  }

  /**
   * Scores every item with a model: {@link ModelSource}.
   *
   * @param models the one to prefer first
   * @param historyHalfLife above 0
   */
  record Model(List<String> models, Duration historyHalfLife) implements SourceSettings {
    /** Checks the half-life. */
    public Model {
      checkPositive("history-half-life", historyHalfLife);
    }

    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .firstOf(models)
          .map(m -> new ModelSource(name, m.items(), m.trained().model(), historyHalfLife));
    }
  }

  /**
   * Joins what a model says with what trends: {@link TrendingModelSource}.
   *
   * @param models the one to prefer first
   * @param historyHalfLife above 0
   * @param taste the exponent of what is personal, above 0
   */
  record TrendingModel(List<String> models, Duration historyHalfLife, double taste)
      implements SourceSettings {
    /** Checks the bounds. */
    public TrendingModel {
      checkPositive("history-half-life", historyHalfLife);
      if (!(taste > 0)) {
        throw new IllegalArgumentException("taste must be above 0, was " + taste);
      }
    }

    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      TrendingModelSource.Settings settings =
          new TrendingModelSource.Settings(historyHalfLife, taste);
      return parts
          .firstOf(models)
          .map(
              m ->
                  new TrendingModelSource(
                      name, m.items(), m.trained().model(), settings, parts.charts()));
    }
  }

  /**
   * Scores every item with a model for the last session: {@link SessionSource}.
   *
   * @param models the one to prefer first
   * @param gap a session ends when nothing happens for longer, at least 1 ms
   */
  record Session(List<String> models, Duration gap) implements SourceSettings {
    /** Checks the gap. */
    public Session {
      checkPositive("gap", gap);
    }

    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .firstOf(models)
          .map(m -> new SessionSource(name, m.items(), m.trained().model(), gap));
    }
  }

  /**
   * Searches the vectors of a model: {@link EmbeddingSource}.
   *
   * @param models the one to prefer first
   * @param interests how many vectors a history has at most, at least 1
   */
  record Embedding(List<String> models, int interests) implements SourceSettings {
    /** Checks the bound. */
    public Embedding {
      if (interests < 1) {
        throw new IllegalArgumentException("interests must be at least 1, was " + interests);
      }
    }

    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .firstOf(models)
          .map(
              m ->
                  new EmbeddingSource(
                      name,
                      m.items(),
                      of(EmbeddingModel.class, name, m.trained()),
                      m.index().orElseThrow(),
                      interests));
    }
  }

  /** Looks up the neighbours of some items: {@link NeighborSource}. */
  record Neighbors(List<String> models, NeighborSource.Anchors anchors) implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .firstOf(models)
          .map(
              m ->
                  new NeighborSource(
                      name, m.items(), of(ItemToItemModel.class, name, m.trained()), anchors));
    }
  }

  /** Reads a chart: {@link ChartSource}. */
  record Chart(Charts.Chart chart) implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return Optional.of(new ChartSource(name, chart, parts.charts()));
    }
  }

  /** Reads the chart of the segment of whoever asks: {@link SegmentSource}. */
  record Segment() implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return Optional.of(new SegmentSource(name, parts.charts()));
    }
  }

  /** Draws at random: {@link RandomSource}. */
  record Random(long seed) implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return Optional.of(new RandomSource(name, seed, parts.charts()));
    }
  }

  /** Returns what a source wants of its model, in words for people. */
  private static String wanted(Class<?> kind) {
    return kind.equals(EmbeddingModel.class)
        ? "vectors, such as als"
        : "neighbours, such as item-to-item";
  }

  private static void checkPositive(String key, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(key + " must be at least 1 ms, was " + value);
    }
  }

  private static <M> M of(Class<M> kind, String source, TrainedModel.Retrieval trained) {
    if (!kind.isInstance(trained.model())) {
      throw new IllegalArgumentException(
          "sources.%s cannot use model %s of kind %s: wanted is one with %s"
              .formatted(
                  source, trained.artifact().name(), trained.artifact().kind(), wanted(kind)));
    }
    return kind.cast(trained.model());
  }
}
