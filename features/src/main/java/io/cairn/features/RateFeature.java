package io.cairn.features;

import io.cairn.core.EventWeights;
import java.time.Duration;
import java.util.List;

/**
 * How often one thing leads to another: clicks for each impression (the click-through rate),
 * purchases for each click (the conversion). Rates are smoothed: {@code (events + rate · weight) /
 * (opportunities + weight)} with the {@link Prior}'s rate and weight; mostly in [0, 1], above 1
 * only where events happen without the opportunity. Missing where neither happened.
 *
 * <p>An event {@code *} is every interaction; {@code impression} is a list: one for the actor who
 * saw it, and one for each item in it.
 */
public sealed interface RateFeature extends Feature {

  /**
   * What a rate is taken for before anything happened.
   *
   * @param rate in [0, 1]
   * @param weight how many opportunities it counts for, above 0 and finite
   */
  record Prior(double rate, double weight) {
    /** Checks the ranges. */
    public Prior {
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException("rate must be in [0, 1], was " + rate);
      }
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("weight must be above 0 and finite, was " + weight);
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
    /** Checks the settings. */
    public Rate {
      Checks.text("name", name);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      Checks.time("half-life", halfLife);
    }

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
      double events = Types.sum(tallies, event);
      double opportunities = Types.sum(tallies, per);
      if (events <= 0 && opportunities <= 0) {
        return Float.NaN;
      }
      double left = tallies.left(time, halfLife);
      return prior.smoothed(events * left, opportunities * left);
    }
  }

  /**
   * The rate of the actor in the present session.
   *
   * @param gap a session ends when nothing happens for longer
   */
  record SessionRate(String name, String event, String per, Prior prior, Duration gap)
      implements RateFeature {
    /** Checks the settings. */
    public SessionRate {
      Checks.text("name", name);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      Checks.time("gap", gap);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.SessionCounts(gap));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        Tallies tallies = situation.actor().state(slots[0], Tallies.EMPTY);
        return situation.time().toEpochMilli() - tallies.timeMillis() > gap.toMillis()
            ? Cells.same(Float.NaN)
            : Cells.same(
                prior.smoothed(
                    (double) Types.count(tallies, event), (double) Types.count(tallies, per)));
      };
    }
  }

  /**
   * The rate of the actor with items that share a value of an attribute with this one, such as its
   * category or brand. An item with several values counts for each of them, and their counts are
   * summed.
   *
   * @param attribute its name; {@code category} is the categories, {@code *} every attribute that
   *     is text
   */
  record AttributeRate(
      String name, String attribute, String event, String per, Prior prior, Duration halfLife)
      implements RateFeature {
    private static final int VALUES_MAX = 64;

    /** Checks the settings. */
    public AttributeRate {
      Checks.text("name", name);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      Checks.text("attribute", attribute);
      Checks.time("half-life", halfLife);
    }

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
        Row actor = situation.actor();
        Lookup events = actor.state(slots[0], Tallies.EMPTY).sums(time, halfLife);
        Lookup opportunities = actor.state(slots[1], Tallies.EMPTY).sums(time, halfLife);
        return candidate -> {
          Texts values = CatalogueEntry.texts(candidate.row(), attribute);
          return prior.smoothed(events.sum(values), opportunities.sum(values));
        };
      };
    }
  }
}
