package io.cairn.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much each kind of interaction says about a person's taste. Immutable.
 *
 * <p>A rating of {@code s} stars weighs {@code w · clamp((s − neutral) / (best − neutral), −1, 1)},
 * where {@code w} is the weight of the type {@value Event.Interaction#RATING}; with {@code neutral}
 * 0, every rating is a sign of interest and good ones are stronger; with {@code neutral} 2.5, bad
 * ratings count against the item. An event of the type {@value Event.Interaction#UNKNOWN} weighs 0.
 *
 * @param byType the weight of one event of each type; may be negative
 * @param unknownType the weight of a type that {@code byType} does not name
 * @param ratingNeutral the stars that say nothing, in [0, ratingBest)
 * @param ratingBest the stars that say the most, such as 5
 */
public record EventWeights(
    Map<String, Double> byType, double unknownType, double ratingNeutral, double ratingBest) {
  /**
   * Copies the weights, in the order of their names.
   *
   * @throws IllegalArgumentException if {@code ratingNeutral} is not below {@code ratingBest}
   */
  public EventWeights {
    byType = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(byType)));
    if (!(ratingNeutral < ratingBest)) {
      throw new IllegalArgumentException(
          "rating-neutral must be below rating-best, was " + ratingNeutral + ", " + ratingBest);
    }
  }

  /** Returns the weight of an interaction; negative where it speaks against the item. */
  public float of(Event.Interaction interaction) {
    if (interaction.type().equals(Event.Interaction.UNKNOWN)) {
      return 0;
    }
    Double known = byType.get(interaction.type());
    double weight = known == null ? unknownType : known;
    if (interaction.type().equals(Event.Interaction.RATING)) {
      double stars = (interaction.value() - ratingNeutral) / (ratingBest - ratingNeutral);
      weight *= Math.clamp(stars, -1, 1);
    }
    return (float) weight;
  }
}
