package io.cairn.features;

import io.cairn.core.EventWeights;
import java.time.Duration;
import java.util.List;

/**
 * How often one thing leads to another: clicks for each impression (the click-through rate),
 * purchases for each click (the conversion). Rates are smoothed: {@code (events + rate · weight) /
 * (opportunities + weight)} with the {@link Prior}'s rate and weight; mostly in [0, 1], above 1
 * only where events happen without the opportunity. Missing where neither happened. Impressions
 * count under the type {@code impression}.
 */
public sealed interface RateFeature extends Feature {

  /**
   * What a rate is taken for before anything happened.
   *
   * @param rate in [0, 1]
   * @param weight how many opportunities it counts for, above 0
   */
  record Prior(double rate, double weight) {
    /** Checks the ranges. */
    public Prior {
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException("rate must be in [0, 1], was " + rate);
      }
      if (!(weight > 0)) {
        throw new IllegalArgumentException("weight must be above 0, was " + weight);
      }
    }

    float smoothed(double events, double opportunities) {
      return events <= 0 && opportunities <= 0
          ? Float.NaN
          : (float) ((events + rate * weight) / (opportunities + weight));
    }
  }

  /**
   * The rate of the item, or of the actor.
   *
   * @param event what counts, such as {@code click}
   * @param per the opportunity, such as {@code impression}
   * @param halfLife after which both count half
   */
  record Rate(
      String name,
      Aggregate.Subject subject,
      String event,
      String per,
      Prior prior,
      Duration halfLife)
      implements RateFeature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        return switch (subject) {
          case ACTOR -> Cells.same(rate(situation.actor().state(slots[0], Tallies.EMPTY), time));
          case ITEM -> candidate -> rate(candidate.row().state(slots[0], Tallies.EMPTY), time);
        };
      };
    }

    private float rate(Tallies tallies, long time) {
      return prior.smoothed(tallies.at(event, time, halfLife), tallies.at(per, time, halfLife));
    }
  }

  /**
   * The rate of the actor in the present session.
   *
   * @param gap a session ends when nothing happens for so long
   */
  record SessionRate(String name, String event, String per, Prior prior, Duration gap)
      implements RateFeature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.SessionCounts(gap));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        Tallies tallies = situation.actor().state(slots[0], Tallies.EMPTY);
        long age = situation.time().toEpochMilli() - tallies.timeMillis();
        return age > gap.toMillis()
            ? Cells.same(Float.NaN)
            : Cells.same(
                prior.smoothed((double) tallies.count(event), (double) tallies.count(per)));
      };
    }
  }

  /**
   * The rate of the actor with items that share a value of an attribute with this one, such as its
   * category or brand.
   */
  record AttributeRate(
      String name, String attribute, String event, String per, Prior prior, Duration halfLife)
      implements RateFeature {
    private static final int VALUES_MAX = 256;

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.AttributeCounts(attribute, event, halfLife, VALUES_MAX),
          new Aggregate.AttributeCounts(attribute, per, halfLife, VALUES_MAX));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        Tallies events = situation.actor().state(slots[0], Tallies.EMPTY);
        Tallies opportunities = situation.actor().state(slots[1], Tallies.EMPTY);
        return candidate -> {
          double happened = 0;
          double possible = 0;
          for (String value : CatalogueEntry.texts(candidate.row(), attribute)) {
            happened += events.at(value, time, halfLife);
            possible += opportunities.at(value, time, halfLife);
          }
          return prior.smoothed(happened, possible);
        };
      };
    }
  }
}
