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
   * @param valuesMax how many values to keep for one actor, at least 1; those long not met are
   *     forgotten first
   */
  record AttributeRate(
      String name,
      String attribute,
      String event,
      String per,
      Prior prior,
      Duration halfLife,
      int valuesMax)
      implements RateFeature {
    /** Checks the settings. */
    public AttributeRate {
      Checks.text("name", name);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      attribute = Checks.key("attribute", attribute);
      Checks.time("half-life", halfLife);
      Checks.count("values-max", valuesMax);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.AttributeCounts(attribute, event, halfLife, valuesMax),
          new Aggregate.AttributeCounts(attribute, per, halfLife, valuesMax));
    }

    @Override
    public Column column(int[] slots) {
      return RateFeature.ofValues(attribute, slots, halfLife, prior);
    }
  }

  /**
   * How much more often than everybody the actor does something with items that share a value of an
   * attribute with this one: {@code (events + weight) / (expected + weight)}, at least 0, where 1
   * is like everybody. What is expected of an opportunity is the rate of its item until then, so
   * that a liking of what all like is no liking of its category. Missing where neither happened.
   *
   * @param attribute its name; {@code category} is the categories, {@code *} every attribute that
   *     is text
   * @param prior of an item's rate
   * @param weight how many expected events the prior of 1 is worth, above 0
   * @param valuesMax how many values to keep for one actor, at least 1; those long not met are
   *     forgotten first
   */
  record AttributeLift(
      String name,
      String attribute,
      String event,
      String per,
      Prior prior,
      double weight,
      Duration halfLife,
      int valuesMax)
      implements RateFeature {
    /** Checks the settings. */
    public AttributeLift {
      Checks.text("name", name);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      attribute = Checks.key("attribute", attribute);
      Checks.time("half-life", halfLife);
      Checks.count("values-max", valuesMax);
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("weight must be above 0 and finite, was " + weight);
      }
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.AttributeCounts(attribute, event, halfLife, valuesMax),
          new Aggregate.AttributeExpectations(attribute, event, per, prior, halfLife, valuesMax));
    }

    @Override
    public Column column(int[] slots) {
      return RateFeature.ofValues(attribute, slots, halfLife, new Prior(1, weight));
    }
  }

  /**
   * Returns the smoothed ratio of two tallies of the actor by value, summed over the values of the
   * candidate.
   *
   * @param slots of what happened, and of what could have or was expected
   */
  private static Column ofValues(String attribute, int[] slots, Duration halfLife, Prior prior) {
    return situation -> {
      long time = situation.time().toEpochMilli();
      Row actor = situation.actor();
      Lookup events = actor.state(slots[0], Tallies.EMPTY).sums(time, halfLife);
      Lookup per = actor.state(slots[1], Tallies.EMPTY).sums(time, halfLife);
      return candidate -> {
        Texts values = CatalogueEntry.texts(candidate.row(), attribute);
        return prior.smoothed(events.sum(values), per.sum(values));
      };
    };
  }
}
