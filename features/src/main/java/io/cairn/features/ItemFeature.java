package io.cairn.features;

import io.cairn.core.EventWeights;
import java.time.Duration;
import java.util.List;

/** What is known of the item, whoever asks. */
public sealed interface ItemFeature extends Feature {

  /** Days since the item arrived, at least 0; missing for an item never seen. */
  record ItemAge(String name) implements ItemFeature {
    /** Checks the name. */
    public ItemAge {
      Checks.text("name", name);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        return candidate ->
            candidate.row().state(Row.DESCRIPTION) instanceof CatalogueEntry entry
                ? Ages.days(entry.firstSeenMillis(), time)
                : Float.NaN;
      };
    }
  }

  /** How popular the item is now: {@code ln(1 + decayed sum of event weights)}, at least 0. */
  record ItemPopularity(String name, Duration halfLife) implements ItemFeature {
    /** Checks the settings. */
    public ItemPopularity {
      Checks.text("name", name);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.Popularity(weights, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        return candidate ->
            Numbers.logarithm(candidate.row().state(slots[0], Decayed.ZERO).at(time, halfLife));
      };
    }
  }

  /** How much more popular the item is lately than in the long run; see {@link Trend}, from 0. */
  record ItemTrend(String name, Duration shortHalfLife, Duration longHalfLife)
      implements ItemFeature {
    /** Checks the settings. */
    public ItemTrend {
      Checks.text("name", name);
      Checks.time("short-half-life", shortHalfLife);
      if (longHalfLife.compareTo(shortHalfLife) <= 0) {
        throw new IllegalArgumentException(
            "long-half-life must be above short-half-life, was %s of %s"
                .formatted(longHalfLife, shortHalfLife));
      }
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.Popularity(weights, shortHalfLife),
          new Aggregate.Popularity(weights, longHalfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        return candidate -> {
          Row item = candidate.row();
          double lately = item.state(slots[0], Decayed.ZERO).at(time, shortHalfLife);
          double usually = item.state(slots[1], Decayed.ZERO).at(time, longHalfLife);
          return (float) Trend.score(lately, usually);
        };
      };
    }
  }

  /**
   * How popular the item is in the actor's segment, the first attribute that the actor has a value
   * of: {@code ln(1 + decayed sum of event weights)}, at least 0; missing for somebody of no
   * segment.
   */
  record SegmentPopularity(String name, List<String> attributes, Duration halfLife)
      implements ItemFeature {
    /** Checks the settings, and copies the list. */
    public SegmentPopularity {
      Checks.text("name", name);
      attributes = Checks.texts("attributes", attributes);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.SegmentPopularity(attributes, weights, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        List<Segment> segments = Segment.of(attributes, situation.actor(), situation.context());
        if (segments.isEmpty()) {
          return Cells.same(Float.NaN);
        }
        String key = segments.getFirst().key();
        long time = situation.time().toEpochMilli();
        return candidate -> {
          Tallies tallies = candidate.row().state(slots[0], Tallies.EMPTY);
          return Numbers.logarithm(tallies.at(key, time, halfLife));
        };
      };
    }
  }

  /** A number that the catalogue says of the item, such as its price or margin; else missing. */
  record ItemNumber(String name, String attribute) implements ItemFeature {
    /** Checks the settings. */
    public ItemNumber {
      Checks.text("name", name);
      Checks.text("attribute", attribute);
    }

    @Override
    public Column column(int[] slots) {
      return _ -> candidate -> Numbers.finite(CatalogueEntry.number(candidate.row(), attribute));
    }
  }

  /**
   * A text that the catalogue says of the item, such as its brand, as a number of its own: the hash
   * of the first value, in [0, buckets), a whole number; missing where there is no value. For
   * models that learn a vector for each.
   */
  record ItemCode(String name, String attribute, int buckets) implements ItemFeature {
    /** Checks the settings. */
    public ItemCode {
      Checks.text("name", name);
      Checks.text("attribute", attribute);
      Checks.count("buckets", buckets);
    }

    @Override
    public Column column(int[] slots) {
      return _ ->
          candidate ->
              Numbers.code(CatalogueEntry.texts(candidate.row(), attribute).list(), buckets);
    }
  }
}
