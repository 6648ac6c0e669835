package io.cairn.features;

import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often, and how long ago, something happened to the item or was done by the actor. An event
 * {@code *} is every interaction; {@code impression} is a list: one for the actor who saw it, and
 * one for each item in it.
 */
public sealed interface CountFeature extends Feature {

  /**
   * How often an event of the type ever happened to the item or the actor: {@code ln(1 + count)},
   * at least 0.
   *
   * @param halfLife of the tallies to count in, which other features may need; it does not change
   *     the value
   */
  record EventCount(String name, Aggregate.Subject subject, String event, Duration halfLife)
      implements CountFeature {
    /** Checks the settings. */
    public EventCount {
      Checks.text("name", name);
      event = Checks.key("event", event);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return of(
          subject,
          (row, _) ->
              Numbers.logarithm((double) Types.count(row.state(slots[0], Tallies.EMPTY), event)));
    }
  }

  /**
   * How often such events happened lately: {@code ln(1 + sum)}, at least 0, where an event counts
   * half after the half-life.
   */
  record RecentEventCount(String name, Aggregate.Subject subject, String event, Duration halfLife)
      implements CountFeature {
    /** Checks the settings. */
    public RecentEventCount {
      Checks.text("name", name);
      event = Checks.key("event", event);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return of(subject, (row, time) -> value(row.state(slots[0], Tallies.EMPTY), time));
    }

    private float value(Tallies tallies, long time) {
      double sum = Types.sum(tallies, event);
      return sum <= 0 ? 0 : Numbers.logarithm(sum * tallies.left(time, halfLife));
    }
  }

  /**
   * How often such events happened within the window before the request: {@code ln(1 + count)}, at
   * least 0. The window moves on in steps of a tenth of its length.
   *
   * @param window at least 10 ms
   */
  record WindowCount(String name, Aggregate.Subject subject, String event, Duration window)
      implements CountFeature {
    /** Checks the settings. */
    public WindowCount {
      Checks.text("name", name);
      event = Checks.key("event", event);
      if (window.toMillis() < Buckets.COUNT) {
        throw new IllegalArgumentException("window must be at least 10 ms, was " + window);
      }
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.WindowCounts(subject, event, window));
    }

    @Override
    public Column column(int[] slots) {
      return of(
          subject,
          (row, time) ->
              Numbers.logarithm((double) row.state(slots[0], Buckets.EMPTY).sum(time, window)));
    }
  }

  /** Days since the last such event of the item or the actor, at least 0; missing before one. */
  record DaysSince(String name, Aggregate.Subject subject, String event) implements CountFeature {
    /** Checks the settings. */
    public DaysSince {
      Checks.text("name", name);
      event = Checks.key("event", event);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.LastTime(subject, event));
    }

    @Override
    public Column column(int[] slots) {
      return of(
          subject,
          (row, time) ->
              row.state(slots[0]) instanceof Decayed last
                  ? Ages.days(last.timeMillis(), time)
                  : Float.NaN);
    }
  }

  /** Days since the actor last had to do with this very item, at least 0; missing if never. */
  record DaysSinceInteraction(String name) implements CountFeature {
    /** Checks the name. */
    public DaysSinceInteraction {
      Checks.text("name", name);
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        Profile profile = situation.profile();
        long time = situation.time().toEpochMilli();
        Map<ItemId, Float> days = HashMap.newHashMap(profile.size());
        for (int i = 0; i < profile.size(); i++) {
          days.put(profile.items()[i], Ages.days(profile.times()[i], time));
        }
        return candidate -> days.getOrDefault(candidate.candidate().item(), Float.NaN);
      };
    }
  }

  /**
   * How often such an event of the actor was about this very item: {@code ln(1 + sum)}, at least 0,
   * where an event counts half after the half-life. With {@code impression} it is how often the
   * item was shown to the actor, who wants it less each time (Lee, Lakshmanan, Tiwari, Shah.
   * Modeling impression discounting in large-scale recommender systems. KDD 2014). Items long not
   * met are forgotten first.
   */
  record ItemEventCount(String name, String event, Duration halfLife) implements CountFeature {
    private static final int ITEMS_MAX = 256;

    /** Checks the settings. */
    public ItemEventCount {
      Checks.text("name", name);
      event = Checks.key("event", event);
      Checks.time("half-life", halfLife);
    }

    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.ItemCounts(event, halfLife, ITEMS_MAX));
    }

    @Override
    public Column column(int[] slots) {
      return situation -> {
        long time = situation.time().toEpochMilli();
        Tallies tallies = situation.actor().state(slots[0], Tallies.EMPTY);
        Lookup sums = tallies.sums(time, halfLife);
        return candidate -> Numbers.logarithm(sums.of(candidate.candidate().item().value()));
      };
    }
  }

  /** Reads a value from one row. */
  @FunctionalInterface
  interface RowValue {
    /** Returns the value as of the time; {@link Float#NaN} where it is not known. */
    float of(Row row, long timeMillis);
  }

  /** Returns a column that reads the item's row or, once for all candidates, the actor's. */
  private static Column of(Aggregate.Subject subject, RowValue value) {
    return situation -> {
      long time = situation.time().toEpochMilli();
      return switch (subject) {
        case ACTOR -> Cells.same(value.of(situation.actor(), time));
        case ITEM -> candidate -> value.of(candidate.row(), time);
        case ALL -> Cells.same(value.of(situation.all(), time));
      };
    };
  }
}
