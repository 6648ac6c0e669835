package io.cairn.models;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a model beside its numbers.
 *
 * @param name what it is published under: lowercase letters, digits and dashes, at most 64
 * @param version {@link #DRAFT} until it is published, then 1 or more
 * @param kind the form of its numbers, such as {@code als}
 * @param run where it came from
 * @param metrics what evaluation measured, by name such as {@code ndcg@10}; finite
 */
public record ModelArtifact(
    String name, int version, String kind, TrainingRun run, Map<String, Double> metrics) {
  /** The version of a model that was not published yet. */
  public static final int DRAFT = 0;

  /**
   * Copies the metrics.
   *
   * @throws IllegalArgumentException if the name has another form, the version is negative, or a
   *     metric is not a finite number
   */
  public ModelArtifact {
    checkName(name);
    Checks.atLeast("version", version, DRAFT);
    SortedMap<String, Double> sorted = new TreeMap<>(metrics);
    sorted.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "metric %s must be finite, was %s".formatted(metric, value));
          }
        });
    metrics = Collections.unmodifiableSortedMap(sorted);
  }

  /** Returns what is known of a model for retrieval that was just trained, and not measured. */
  public static ModelArtifact draft(String name, RetrievalModel model, TrainingRun run) {
    return new ModelArtifact(name, DRAFT, ModelCodec.kind(model), run, Map.of());
  }

  /** Returns what is known of a ranking model that was just trained, and not measured. */
  public static ModelArtifact draft(String name, RankingModel model, TrainingRun run) {
    return new ModelArtifact(name, DRAFT, RankingModelCodec.kind(model), run, Map.of());
  }

  /** Returns the same with a version. */
  public ModelArtifact withVersion(int published) {
    return new ModelArtifact(name, published, kind, run, metrics);
  }

  /**
   * Returns the same with other metrics.
   *
   * @throws IllegalArgumentException if one is not a finite number
   */
  public ModelArtifact withMetrics(Map<String, Double> measured) {
    return new ModelArtifact(name, version, kind, run, measured);
  }

  static void checkName(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "a model's name must be at most 64 lowercase letters, digits and dashes, was '%s'"
              .formatted(name));
    }
  }
}
