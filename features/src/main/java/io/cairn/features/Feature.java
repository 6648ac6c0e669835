package io.cairn.features;

import io.cairn.core.Context;
import io.cairn.core.EventWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One input of a model, and the whole life of it: which {@link Aggregate}s events keep up for it,
 * and how its value is computed from their states. The server and the trainer run this code and no
 * other, so they cannot disagree. The record components are its settings in the configuration file.
 *
 * <p>A value is a pure function of the actor's row, the item's row, the context and the time. It
 * never depends on the other candidates: what looks at the list as a whole is a re-ranker.
 */
public sealed interface Feature {

  /** A name unique within the feature set, used in configuration and in model files. */
  String name();

  /** Returns what must be kept up for the value; aggregates equal to those of others are shared. */
  List<Aggregate> aggregates(EventWeights weights);

  /**
   * Returns the computation of the value.
   *
   * @param slots where the states of {@link #aggregates} are, in their order, shape {@code [n]}
   */
  Column column(int[] slots);

  /** Computes one feature. Immutable, and safe for use by multiple threads. */
  @FunctionalInterface
  interface Column {
    /**
     * Returns the value for an item.
     *
     * @param actor the row of the user or session; {@link Row#EMPTY} for a new one
     * @param time the moment of the request; ages are measured back from it
     */
    float value(Row actor, Row item, Context context, Instant time);
  }

  /**
   * How often an event of the type happened to the item or the actor: {@code ln(1 + count)}, at
   * least 0. Impressions count under the type {@code impression}.
   */
  record EventCount(String name, Aggregate.Subject subject, String event, Duration halfLife)
      implements Feature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      boolean ofItem = subject == Aggregate.Subject.ITEM;
      return (actor, item, _, _) ->
          log1p((double) (ofItem ? item : actor).state(slots[0], Tallies.EMPTY).count(event));
    }
  }

  /**
   * How often such events happened lately: {@code ln(1 + sum)}, at least 0, where an event counts
   * half after the half-life.
   */
  record RecentEventCount(String name, Aggregate.Subject subject, String event, Duration halfLife)
      implements Feature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      boolean ofItem = subject == Aggregate.Subject.ITEM;
      return (actor, item, _, time) ->
          log1p(
              (ofItem ? item : actor)
                  .state(slots[0], Tallies.EMPTY)
                  .at(event, time.toEpochMilli(), halfLife));
    }
  }

  /**
   * The share of the actor's taste that falls on the item's values of an attribute, such as
   * category or brand, in [0, 1]; 0 where nothing is known of the actor or the item.
   */
  record Affinity(String name, String attribute, Duration halfLife) implements Feature {
    private static final int VALUES_MAX = 64;

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.AttributeAffinity(attribute, weights, halfLife, VALUES_MAX));
    }

    @Override
    public Column column(int[] slots) {
      return (actor, item, _, _) -> {
        if (!(item.state(Row.DESCRIPTION) instanceof CatalogueEntry entry)) {
          return 0;
        }
        Tallies taste = actor.state(slots[0], Tallies.EMPTY);
        return (float) Math.min(share(taste, entry.item().texts(attribute)), 1);
      };
    }

    private static double share(Tallies taste, List<String> values) {
      double sum = 0;
      for (int i = 0; i < values.size(); i++) {
        boolean isRepeated = values.indexOf(values.get(i)) < i;
        sum += isRepeated ? 0 : taste.share(values.get(i));
      }
      return sum;
    }
  }

  /** Days since the item arrived, at least 0; -1 for an item never seen. */
  record ItemAge(String name) implements Feature {
    private static final float MILLIS_PER_DAY = 86_400_000;

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of();
    }

    @Override
    public Column column(int[] slots) {
      return (_, item, _, time) ->
          item.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
              ? Math.max(0, time.toEpochMilli() - entry.firstSeenMillis()) / MILLIS_PER_DAY
              : -1;
    }
  }

  /** How popular the item is now: {@code ln(1 + decayed sum of event weights)}, at least 0. */
  record ItemPopularity(String name, Duration halfLife) implements Feature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.Popularity(weights, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return (_, item, _, time) ->
          log1p(item.state(slots[0], Decayed.ZERO).at(time.toEpochMilli(), halfLife));
    }
  }

  /** How much more popular the item is lately than in the long run; see {@link Trend}, from 0. */
  record ItemTrend(String name, Duration shortHalfLife, Duration longHalfLife) implements Feature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.Popularity(weights, shortHalfLife),
          new Aggregate.Popularity(weights, longHalfLife));
    }

    @Override
    public Column column(int[] slots) {
      return (_, item, _, time) -> {
        double lately = item.state(slots[0], Decayed.ZERO).at(time.toEpochMilli(), shortHalfLife);
        double usually = item.state(slots[1], Decayed.ZERO).at(time.toEpochMilli(), longHalfLife);
        return (float) Trend.score(lately, usually);
      };
    }
  }

  /**
   * How popular the item is in the actor's segment, the first attribute that the actor has a value
   * of: {@code ln(1 + decayed sum of event weights)}, at least 0; 0 for somebody of no segment.
   */
  record SegmentPopularity(String name, List<String> attributes, Duration halfLife)
      implements Feature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.SegmentPopularity(attributes, weights, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return (actor, item, context, time) -> {
        Tallies tallies = item.state(slots[0], Tallies.EMPTY);
        return Segment.of(attributes, actor, context).stream()
            .findFirst()
            .map(s -> log1p(tallies.at(s.key(), time.toEpochMilli(), halfLife)))
            .orElse(0f);
      };
    }
  }

  private static float log1p(double count) {
    return (float) Math.log1p(Math.max(count, 0));
  }
}
