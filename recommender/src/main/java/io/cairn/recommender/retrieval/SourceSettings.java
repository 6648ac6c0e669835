package io.cairn.recommender.retrieval;

import io.cairn.models.EmbeddingModel;
import io.cairn.models.ItemToItemModel;
import io.cairn.models.TrainedModel;
import java.util.Map;
import java.util.Optional;

/** What the configuration says of one candidate source. */
public sealed interface SourceSettings {

  /** Returns the name of the model that the source needs; the empty string where it needs none. */
  default String model() {
    return "";
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

    Optional<IndexedModel> model(String name) {
      return Optional.ofNullable(models.get(name));
    }
  }

  /** Scores every item with a model: {@link ModelSource}. */
  record Model(String model) implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .model(model)
          .map(m -> new ModelSource(name, m.trained().items(), m.trained().model()));
    }
  }

  /** Searches the vectors of a model: {@link EmbeddingSource}. */
  record Embedding(String model) implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .model(model)
          .map(
              m ->
                  new EmbeddingSource(
                      name,
                      m.trained().items(),
                      of(EmbeddingModel.class, m.trained()),
                      m.index().orElseThrow()));
    }
  }

  /** Looks up the neighbours of some items: {@link NeighborSource}. */
  record Neighbors(String model, NeighborSource.Anchors anchors) implements SourceSettings {
    @Override
    public Optional<CandidateSource> source(String name, Parts parts) {
      return parts
          .model(model)
          .map(
              m ->
                  new NeighborSource(
                      name, m.trained().items(), of(ItemToItemModel.class, m.trained()), anchors));
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

  private static <M> M of(Class<M> kind, TrainedModel trained) {
    if (!kind.isInstance(trained.model())) {
      throw new IllegalArgumentException(
          "model %s is not a %s, it is a %s"
              .formatted(
                  trained.artifact().name(),
                  kind.getSimpleName(),
                  trained.model().getClass().getSimpleName()));
    }
    return kind.cast(trained.model());
  }
}
