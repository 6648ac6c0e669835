package io.cairn.app.doctor;

import static io.cairn.app.doctor.Texts.text;

import io.cairn.app.config.EngineConfig;
import io.cairn.features.Feature;
import io.cairn.features.RateFeature;
import io.cairn.recommender.reranking.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges whether explorers can learn from what the log holds. */
final class ExplorationFindings {
  private static final String ANY = "*";

  private ExplorationFindings() {}

  static List<Finding> of(LogCensus census, EngineConfig config) {
    List<Finding> findings = new ArrayList<>();
    config
        .pipeline()
        .surfaces()
        .forEach(
            (name, surface) ->
                surface
                    .explore()
                    .flatMap(explore -> rate(explore, config))
                    .flatMap(rate -> finding(name, rate, census))
                    .ifPresent(findings::add));
    return findings;
  }

  /** Returns the rate that an explorer learns from, if it does. */
  private static Optional<RateFeature> rate(String name, EngineConfig config) {
    return config.pipeline().rerankers().get(name) instanceof Explorer explorer
        ? explorer.learnsFrom().flatMap(rate -> rate(config.features(), rate))
        : Optional.empty();
  }

  private static Optional<RateFeature> rate(List<Feature> features, String name) {
    return features.stream()
        .filter(feature -> feature.name().equals(name))
        .filter(RateFeature.class::isInstance)
        .map(RateFeature.class::cast)
        .findFirst();
  }

  private static Optional<Finding> finding(String surface, RateFeature rate, LogCensus census) {
    List<String> missing = new ArrayList<>();
    for (String type : List.of(rate.per(), rate.event())) {
      boolean isThere =
          type.equals(ANY)
              ? census.interactionsTotal() > 0
              : census.events().containsKey(type) || census.interactions().containsKey(type);
      if (!isThere) {
        missing.add(type);
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.WARNING,
                "exploration",
                text(
                    "surface %s explores by %s, but the log has no event of type %s: no item gets"
                        + " better or worse",
                    surface, rate.name(), String.join(" and none of type ", missing)),
                "send these events, or name a rate of events that are sent"));
  }
}
