package io.cairn.recommender;

import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the configuration says of the path from a request to a list.
 *
 * @param candidatesPerSource how many items each source may propose, at least 1
 * @param deadline how long to wait for the slowest source, above 0
 * @param chartsRefresh after which charts are made anew, at least 0
 * @param nearDuplicates from which share of their texts in common on two items are not shown in one
 *     list while there are others, from 0 to 1; 0 to show all
 * @param ranker which model orders the candidates
 * @param fusion how the proposals of several sources become one list where no model orders them
 * @param sources by name
 * @param surfaces by name
 */
public record PipelineSettings(
    int candidatesPerSource,
    Duration deadline,
    Duration chartsRefresh,
    double nearDuplicates,
    Learned ranker,
    Fusion fusion,
    Map<String, SourceSettings> sources,
    Map<String, SurfaceSettings> surfaces) {

  /**
   * A model that orders the candidates.
   *
   * @param models the one to prefer first; where none of them was trained, fusion orders
   * @param score a formula over the model's objectives and the features, such as {@code click *
   *     margin}; see {@link io.cairn.models.ScoreFormula}
   */
  public record Learned(List<String> models, String score) {
    /** No model: fusion orders. */
    public static final Learned NONE = new Learned(List.of(), "1");

    /** Copies the list. */
    public Learned {
      models = List.copyOf(models);
    }
  }

  /**
   * Weighted reciprocal-rank fusion.
   *
   * @param constant k in {@code w / (k + rank)}, at least 0
   * @param weights w by source
   * @param otherWeight w of a source that {@code weights} does not name
   */
  public record Fusion(double constant, Map<String, Double> weights, double otherWeight) {
    /** Copies the weights. */
    public Fusion {
      if (!(constant >= 0)) {
        throw new IllegalArgumentException("constant must be at least 0, was " + constant);
      }
      weights = Map.copyOf(weights);
    }
  }

  /**
   * One place that shows lists.
   *
   * @param needsSeeds whether a request must say which items the list is about
   * @param sources asked side by side
   * @param fallback asked one after the other where the list is not full
   */
  public record SurfaceSettings(boolean needsSeeds, List<String> sources, List<String> fallback) {
    /** Copies the lists. */
    public SurfaceSettings {
      sources = List.copyOf(sources);
      fallback = List.copyOf(fallback);
    }
  }

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if a bound is out of range or a surface names an unknown
   *     source or one twice
   */
  public PipelineSettings {
    if (candidatesPerSource < 1) {
      throw new IllegalArgumentException(
          "candidates-per-source must be at least 1, was " + candidatesPerSource);
    }
    if (!deadline.isPositive() || chartsRefresh.isNegative()) {
      throw new IllegalArgumentException(
          "deadline must be above 0 and charts-refresh at least 0, were %s and %s"
              .formatted(deadline, chartsRefresh));
    }
    if (!(nearDuplicates >= 0 && nearDuplicates <= 1)) {
      throw new IllegalArgumentException(
          "near-duplicates must be a share from 0 to 1, was " + nearDuplicates);
    }
    sources = Map.copyOf(sources);
    surfaces = Map.copyOf(surfaces);
    surfaces.forEach(PipelineSettings::checkName);
    for (Map.Entry<String, SurfaceSettings> surface : surfaces.entrySet()) {
      checkSources(surface.getKey(), surface.getValue(), sources.keySet());
    }
  }

  /** Returns the same path with another deadline. */
  public PipelineSettings withDeadline(Duration newDeadline) {
    return new PipelineSettings(
        candidatesPerSource,
        newDeadline,
        chartsRefresh,
        nearDuplicates,
        ranker,
        fusion,
        sources,
        surfaces);
  }

  /** Returns the same path with another ranker. */
  public PipelineSettings withRanker(Learned newRanker) {
    return new PipelineSettings(
        candidatesPerSource,
        deadline,
        chartsRefresh,
        nearDuplicates,
        newRanker,
        fusion,
        sources,
        surfaces);
  }

  /** Returns the same path with charts that are made anew after another time. */
  public PipelineSettings withChartsRefresh(Duration newRefresh) {
    return new PipelineSettings(
        candidatesPerSource,
        deadline,
        newRefresh,
        nearDuplicates,
        ranker,
        fusion,
        sources,
        surfaces);
  }

  private static void checkName(String name, SurfaceSettings surface) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a surface needs a name");
    }
    if (surface.sources().isEmpty()) {
      throw new IllegalArgumentException("surface " + name + " needs at least one source");
    }
    if (Set.copyOf(surface.sources()).size() < surface.sources().size()) {
      throw new IllegalArgumentException(
          "surface %s names a source twice: %s".formatted(name, surface.sources()));
    }
  }

  private static void checkSources(String name, SurfaceSettings surface, Set<String> known) {
    List<String> named = new ArrayList<>(surface.sources());
    named.addAll(surface.fallback());
    named.removeAll(known);
    if (!named.isEmpty()) {
      throw new IllegalArgumentException(
          "surface %s names unknown sources %s, there are %s"
              .formatted(name, named, new TreeSet<>(known)));
    }
  }
}
