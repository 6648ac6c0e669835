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
public sealed interface RateFeature extends Feature
    permits LinearRate, RateFeature.AttributeLift, RateFeature.OfItem, RateFeature.SessionRate {

  /** What counts, such as {@code click}. */
  String event();

  /** The opportunity, such as {@code impression}. */
  String per();

  /**
   * A rate that differs between the items of a list, and says what it goes by: enough to know how
   * sure it is.
   */
  sealed interface OfItem extends RateFeature
      permits AttributeRate, NeighborRate, Rate, SegmentRate {

    /**
     * Returns what the rate goes by.
     *
     * @param slots where the states of {@link #aggregates} are, in their order, shape {@code [n]}
     */
    EvidenceColumn evidence(int[] slots);
  }

  /** Finds what a rate goes by. Immutable, and safe for use by multiple threads. */
  @FunctionalInterface
  interface EvidenceColumn {
    /** Prepares for one list. */
    Evidences of(Situation situation);
  }

  /** Finds what a rate goes by for the candidates of one list. Safe for use by multiple threads. */
  @FunctionalInterface
  interface Evidences {
    /** Returns it for a candidate; the prior alone where nothing happened. */
    Evidence of(CandidateRow candidate);
  }

  /**
   * What a rate goes by: the rate has the distribution Beta({@link #successes}, {@link #failures}).
   *
   * @param events how often it happened, decayed, at least 0
   * @param opportunities how often it could have, decayed, at least 0
   * @param prior what the rate is taken for before
   */
  record Evidence(double events, double opportunities, Prior prior) {
    /** Returns the events, and those that the prior counts for; at least 0. */
    public double successes() {
      return events + prior.rate * prior.weight;
    }

    /**
     * Returns the opportunities that were missed, and those that the prior counts for; at least 0.
     */
    public double failures() {
      return Math.max(opportunities - events, 0) + (1 - prior.rate) * prior.weight;
    }
  }

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
      Checks.weight("weight", weight);
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
      implements OfItem {
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
          case ALL -> Cells.same(rate(situation.all().state(slots[0], Tallies.EMPTY), time));
        };
      };
    }

    @Override
    public EvidenceColumn evidence(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        return candidate -> {
          Row row =
              switch (subject) {
                case ACTOR -> situation.actor();
                case ITEM -> candidate.row();
                case ALL -> situation.all();
              };
          return RateFeature.evidence(row, slots[0], this, time, halfLife, prior);
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
      implements OfItem {
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
          new Aggregate.AttributeCounts(
              Aggregate.Subject.ACTOR, attribute, event, halfLife, valuesMax),
          new Aggregate.AttributeCounts(
              Aggregate.Subject.ACTOR, attribute, per, halfLife, valuesMax));
    }

    @Override
    public Column column(int[] slots) {
      return RateFeature.ofValues(attribute, slots, halfLife, prior);
    }

    @Override
    public EvidenceColumn evidence(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        Lookup events = situation.actor().state(slots[0], Tallies.EMPTY).sums(time, halfLife);
        Lookup per = situation.actor().state(slots[1], Tallies.EMPTY).sums(time, halfLife);
        return candidate -> {
          Texts values = CatalogueEntry.texts(candidate.row(), attribute);
          return new Evidence(events.sum(values), per.sum(values), prior);
        };
      };
    }
  }

  /**
   * The rate of the item among people of the actor's segment, the first attribute that the actor
   * has a value of. What it is taken for before is the item's rate among all, which counts for at
   * most so many opportunities as it rests on itself; for somebody of no segment it is that rate.
   *
   * @param attributes of users, the most telling first
   * @param event what counts, such as {@code click}
   * @param per the opportunity, such as {@code impression}
   * @param prior of the item's rate among all
   * @param weight how many opportunities the item's rate among all counts for at most, above 0
   * @param halfLife after which both count half
   */
  record SegmentRate(
      String name,
      List<String> attributes,
      String event,
      String per,
      Prior prior,
      double weight,
      Duration halfLife)
      implements OfItem {
    /** Checks the settings, and copies the list. */
    public SegmentRate {
      Checks.text("name", name);
      attributes = Checks.texts("attributes", attributes);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      Checks.time("half-life", halfLife);
      Checks.weight("weight", weight);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.TypeCounts(Aggregate.Subject.ITEM, halfLife),
          new RateAggregate.SegmentCounts(attributes, event, halfLife),
          new RateAggregate.SegmentCounts(attributes, per, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        Evidences evidences = evidence(slots).of(situation);
        return candidate -> {
          Evidence all =
              RateFeature.evidence(candidate.row(), slots[0], this, time, halfLife, prior);
          return all.events <= 0 && all.opportunities <= 0
              ? Float.NaN
              : (float) RateFeature.mean(evidences.of(candidate));
        };
      };
    }

    @Override
    public EvidenceColumn evidence(int[] slots) {
      return situation -> {
        List<Segment> segments = Segment.of(attributes, situation.actor(), situation.context());
        String key = segments.isEmpty() ? "" : segments.getFirst().key();
        long time = situation.time().toEpochMilli();
        return candidate -> {
          Row item = candidate.row();
          Evidence all = RateFeature.evidence(item, slots[0], this, time, halfLife, prior);
          double counts = Math.min(all.opportunities + prior.weight, weight);
          double events = item.state(slots[1], Tallies.EMPTY).at(key, time, halfLife);
          double opportunities = item.state(slots[2], Tallies.EMPTY).at(key, time, halfLife);
          return key.isEmpty()
              ? all
              : new Evidence(events, opportunities, new Prior(RateFeature.mean(all), counts));
        };
      };
    }
  }

  /**
   * The rate of the item, where a new one borrows from its neighbours: before anything happened it
   * is taken for the mean rate of the other items that share a value of an attribute with it, such
   * as its category, and that counts less the more happens with the item itself.
   *
   * @param attribute its name; {@code category} is the categories. The {@value #VALUES_MAX} values
   *     that are met most lately are counted
   * @param event what counts, such as {@code click}
   * @param per the opportunity, such as {@code impression}
   * @param prior of the neighbours' mean rate
   * @param weight how many opportunities the neighbours' mean counts for, above 0
   * @param halfLife after which both count half
   */
  record NeighborRate(
      String name,
      String attribute,
      String event,
      String per,
      Prior prior,
      double weight,
      Duration halfLife)
      implements OfItem {
    /** How many values of the attribute are counted. */
    public static final int VALUES_MAX = 1_024;

    /** Checks the settings. */
    public NeighborRate {
      Checks.text("name", name);
      attribute = Checks.key("attribute", attribute);
      event = Checks.key("event", event);
      per = Checks.key("per", per);
      Checks.time("half-life", halfLife);
      Checks.weight("weight", weight);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.TypeCounts(Aggregate.Subject.ITEM, halfLife),
          new Aggregate.AttributeCounts(
              Aggregate.Subject.ALL, attribute, event, halfLife, VALUES_MAX),
          new Aggregate.AttributeCounts(
              Aggregate.Subject.ALL, attribute, per, halfLife, VALUES_MAX));
    }

    /** Returns a column that is never missing: where nothing happened it is the prior's rate. */
    @Override
    public Column column(int[] slots) {
      return situation -> {
        Evidences evidences = evidence(slots).of(situation);
        return candidate -> (float) RateFeature.mean(evidences.of(candidate));
      };
    }

    @Override
    public EvidenceColumn evidence(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        Lookup events = situation.all().state(slots[1], Tallies.EMPTY).sums(time, halfLife);
        Lookup per = situation.all().state(slots[2], Tallies.EMPTY).sums(time, halfLife);
        return candidate -> {
          Row item = candidate.row();
          Evidence own = RateFeature.evidence(item, slots[0], this, time, halfLife, prior);
          Texts values = CatalogueEntry.texts(item, attribute);
          double others = Math.max(events.sum(values) - own.events * values.size(), 0);
          double chances = Math.max(per.sum(values) - own.opportunities * values.size(), 0);
          double mean = RateFeature.mean(new Evidence(others, chances, prior));
          return new Evidence(own.events, own.opportunities, new Prior(Math.min(mean, 1), weight));
        };
      };
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
      Checks.weight("weight", weight);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(
          new Aggregate.AttributeCounts(
              Aggregate.Subject.ACTOR, attribute, event, halfLife, valuesMax),
          new RateAggregate.AttributeExpectations(
              attribute, event, per, prior, halfLife, valuesMax));
    }

    @Override
    public Column column(int[] slots) {
      return RateFeature.ofValues(attribute, slots, halfLife, new Prior(1, weight));
    }
  }

  /** Returns the expected rate. */
  private static double mean(Evidence evidence) {
    double sum = evidence.successes() + evidence.failures();
    return Math.min(evidence.successes() / sum, 1);
  }

  /** Returns what a rate goes by whose events are tallied by type in one slot of a row. */
  private static Evidence evidence(
      Row row, int slot, RateFeature rate, long time, Duration halfLife, Prior prior) {
    Tallies tallies = row.state(slot, Tallies.EMPTY);
    double left = tallies.left(time, halfLife);
    return new Evidence(
        Types.sum(tallies, rate.event()) * left, Types.sum(tallies, rate.per()) * left, prior);
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
