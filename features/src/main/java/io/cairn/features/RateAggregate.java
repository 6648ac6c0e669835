package io.cairn.features;

import io.cairn.core.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept up for rates beside counts by type. */
public sealed interface RateAggregate extends Aggregate {

  /**
   * How often an event of one type would have happened with items of each value of an attribute, if
   * the actor were like everybody: {@link Tallies} by value, to which every opportunity adds the
   * item's own rate until then.
   *
   * @param attribute the name of the attribute; {@code category} is the categories
   * @param event what could have happened
   * @param per the opportunity, such as {@code impression}
   * @param prior of an item's rate
   * @param keysMax how many values to keep for one actor
   */
  record AttributeExpectations(
      String attribute,
      String event,
      String per,
      RateFeature.Prior prior,
      Duration halfLife,
      int keysMax)
      implements RateAggregate {
    @Override
    public Subject subject() {
      return Subject.ACTOR;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!Types.isOf(per, event)) {
        return before;
      }
      List<String> values = CatalogueEntry.texts(items, attribute);
      if (values.isEmpty()) {
        return before;
      }
      float[] amounts = new float[values.size()];
      int from = 0;
      for (Row item : items) {
        int to = from + CatalogueEntry.texts(item, attribute).size();
        Arrays.fill(amounts, from, to, rate(item));
        from = to;
      }
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      return tallies.plus(values, amounts, event.time().toEpochMilli(), halfLife, keysMax);
    }

    /** Returns the item's rate until the opportunity, which its tallies know already. */
    private float rate(Row item) {
      Tallies counts = item.state(Row.COUNTS, Tallies.EMPTY);
      double opportunities = Math.max(Types.sum(counts, per) - 1, 0);
      float rate = prior.smoothed(Types.sum(counts, event), opportunities);
      return Float.isNaN(rate) ? (float) prior.rate() : rate;
    }
  }

  /**
   * How often an event of one type happened to the item by people of each {@link Segment}: {@link
   * Tallies} by segment.
   *
   * @param event the type; {@code *} is every interaction
   */
  record SegmentCounts(List<String> attributes, String event, Duration halfLife)
      implements RateAggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      if (!Types.isOf(this.event, event)) {
        return before;
      }
      List<String> segments = Segment.keys(attributes, actor, Types.context(event));
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      return segments.isEmpty()
          ? before
          : tallies.plus(segments, 1, event.time().toEpochMilli(), halfLife, Segment.COUNTED_MAX);
    }
  }

  /**
   * What a {@link LinearRate} goes by: {@link Tallies} of the products of its inputs over all
   * opportunities, and of its inputs over all events.
   */
  record LinearSums(List<ContextFeature> inputs, String event, String per, Duration halfLife)
      implements RateAggregate {
    @Override
    public Subject subject() {
      return Subject.ITEM;
    }

    @Override
    public @Nullable State fold(@Nullable State before, Event event, Row actor, List<Row> items) {
      boolean isEvent = Types.isOf(this.event, event);
      if (!isEvent && !Types.isOf(per, event)) {
        return before;
      }
      double[] x = LinearRate.inputs(inputs, actor, Types.context(event), event.time());
      Tallies tallies = before == null ? Tallies.EMPTY : (Tallies) before;
      long time = event.time().toEpochMilli();
      if (Types.isOf(per, event)) {
        tallies =
            tallies.plus(
                LinearSystem.products(x.length),
                LinearSystem.products(x),
                time,
                halfLife,
                LinearSystem.KEYS_MAX);
      }
      return isEvent
          ? tallies.plus(
              LinearSystem.sums(x.length),
              LinearSystem.sums(x),
              time,
              halfLife,
              LinearSystem.KEYS_MAX)
          : tallies;
    }
  }
}
