package io.cairn.recommender.reranking;

import io.cairn.core.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps places for items that meet a condition, such as new arrivals: the first candidate that
 * meets it and may stand there takes the place, wherever it comes in the order. Where there is
 * none, the place is filled as any other, which the list notes. Items that meet the condition may
 * stand at other places too.
 *
 * @param positions the places, from 1, each once
 */
public record Slots(List<Integer> positions, Condition condition) implements Placement {

  /** What items a place is kept for. */
  public sealed interface Condition {
    /** Whether a candidate that is known meets it. */
    boolean isMetBy(Slate slate, Candidate candidate);

    /** Returns the features that it reads, by name. */
    default List<String> features() {
      return List.of();
    }

    /** Returns the sources that it asks for, by name. */
    default List<String> sources() {
      return List.of();
    }

    /**
     * Items of which a feature is known, and within bounds: {@code item_age_days} of at most 30.
     *
     * @param feature its name
     * @param atLeast no bound where absent
     * @param atMost no bound where absent
     */
    record Feature(String feature, Optional<Double> atLeast, Optional<Double> atMost)
        implements Condition {
      /** Checks the settings. */
      public Feature {
        Checks.text("feature", feature);
        if (atLeast.isEmpty() && atMost.isEmpty()) {
          throw new IllegalArgumentException("at-least or at-most must be given for " + feature);
        }
      }

      @Override
      public boolean isMetBy(Slate slate, Candidate candidate) {
        float value = slate.feature(feature, candidate);
        return value >= atLeast.orElse(Double.NEGATIVE_INFINITY)
            && value <= atMost.orElse(Double.POSITIVE_INFINITY);
      }

      @Override
      public List<String> features() {
        return List.of(feature);
      }
    }

    /**
     * Items with a value of an attribute: {@code sponsored} is {@code true}.
     *
     * @param attribute its name; {@code category} is the categories
     * @param value as a text; numbers and yes or no as they are written
     */
    record Attribute(String attribute, String value) implements Condition {
      /** Checks the name. */
      public Attribute {
        Checks.text("attribute", attribute);
      }

      @Override
      public boolean isMetBy(Slate slate, Candidate candidate) {
        return slate.texts(candidate.item(), attribute).contains(value);
      }
    }

    /**
     * Items that certain sources of the surface propose.
     *
     * @param sources any of them; at least one
     */
    record Source(List<String> sources) implements Condition {
      /** Copies the list. */
      public Source {
        sources = List.copyOf(sources);
        Checks.atLeast("sources", sources.size(), 1);
      }

      @Override
      public boolean isMetBy(Slate slate, Candidate candidate) {
        return candidate.proposals().stream().anyMatch(said -> sources.contains(said.source()));
      }
    }
  }

  /** Checks the positions, and copies them. */
  public Slots {
    positions = List.copyOf(positions);
    Checks.atLeast("positions", positions.size(), 1);
    positions.forEach(position -> Checks.atLeast("positions", position, 1));
    if (Set.copyOf(positions).size() < positions.size()) {
      throw new IllegalArgumentException("positions must name each once, were " + positions);
    }
  }

  @Override
  public List<String> features() {
    return condition.features();
  }

  @Override
  public List<String> sources() {
    return condition.sources();
  }

  @Override
  public Placing begin(Slate slate) {
    Set<Integer> kept = new HashSet<>(positions);
    return new Placing() {
      @Override
      public Optional<String> against(Candidate candidate, int position) {
        return Optional.empty();
      }

      @Override
      public boolean isKept(int position) {
        return kept.contains(position);
      }

      @Override
      public boolean isFor(Candidate candidate) {
        return condition.isMetBy(slate, candidate);
      }

      @Override
      public void placed(Candidate candidate, int position) {
        if (kept.contains(position)) {
          String what =
              isFor(candidate)
                  ? "place %d is kept for such"
                  : "place %d is kept for others, of which there are none";
          slate.note(candidate.item(), what.formatted(position), Double.NaN);
        }
      }
    };
  }
}
