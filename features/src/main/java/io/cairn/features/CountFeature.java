package io.cairn.features;

import io.cairn.core.EventWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How often, and how long ago, something happened to the item or was done by the actor. */
public sealed interface CountFeature extends Feature {

  /**
   * How often an event of the type happened to the item or the actor: {@code ln(1 + count)}, at
   * least 0. Impressions count under the type {@code impression}.
   */
  record EventCount(String name, Aggregate.Subject subject, String event, Duration halfLife)
      implements CountFeature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return of(
          subject, (row, _) -> log1p((double) row.state(slots[0], Tallies.EMPTY).count(event)));
    }
  }

  /**
   * How often such events happened lately: {@code ln(1 + sum)}, at least 0, where an event counts
   * half after the half-life.
   */
  record RecentEventCount(String name, Aggregate.Subject subject, String event, Duration halfLife)
      implements CountFeature {
    @Override
    public List<Aggregate> aggregates(EventWeights weights) {
      return List.of(new Aggregate.TypeCounts(subject, halfLife));
    }

    @Override
    public Column column(int[] slots) {
      return of(
          subject,
          (row, time) ->
              log1p(row.state(slots[0], Tallies.EMPTY).at(event, time.toEpochMilli(), halfLife)));
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
    /** Checks the window. */
    public WindowCount {
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
              log1p((double) row.state(slots[0], Buckets.EMPTY).sum(time.toEpochMilli(), window)));
    }
  }

  /** Days since the last such event of the item or the actor, at least 0; missing before one. */
  record DaysSince(String name, Aggregate.Subject subject, String event) implements CountFeature {
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
    @Override
    public Column column(int[] slots) {
      return situation ->
          candidate -> {
            Profile profile = situation.profile();
            int at = profile.indexOf(candidate.candidate().item());
            return at < 0 ? Float.NaN : Ages.days(profile.times()[at], situation.time());
          };
    }
  }

  /** Reads a value from one row. */
  @FunctionalInterface
  interface RowValue {
    /** Returns the value as of the time; {@link Float#NaN} where it is not known. */
    float of(Row row, Instant time);
  }

  /** Returns a column that reads the item's row or, once for all candidates, the actor's. */
  private static Column of(Aggregate.Subject subject, RowValue value) {
    return situation ->
        switch (subject) {
          case ACTOR -> Cells.same(value.of(situation.actor(), situation.time()));
          case ITEM -> candidate -> value.of(candidate.row(), situation.time());
        };
  }

  private static float log1p(double count) {
    return (float) Math.log1p(Math.max(count, 0));
  }
}
