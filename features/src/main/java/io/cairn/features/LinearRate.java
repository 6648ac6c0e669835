package io.cairn.features;

import io.cairn.core.Context;
import io.cairn.core.EventWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The rate of the item as a linear function of who asks and when: a ridge regression for each item,
 * on what the actor and the circumstances of each opportunity were. Without inputs it is {@link
 * RateFeature.Rate}, since the prior counts as so many opportunities at its rate. Missing where
 * nothing happened; in [0, 1].
 *
 * <p>What is added at an event are the inputs as of the event, so only inputs are allowed that are
 * then what they were when the list was made: those that look at attributes, region and time.
 *
 * @param inputs beside the constant 1, at most 15, of size 1 or so; one that is missing counts 0
 * @param event what counts, such as {@code click}
 * @param per the opportunity, such as {@code impression}
 * @param prior of the constant, and the weight of the other inputs' prior, which is 0
 * @param halfLife after which everything counts half
 * @see <a href="https://doi.org/10.1145/1772690.1772758">Li, Chu, Langford, Schapire. A
 *     contextual-bandit approach to personalized news article recommendation. WWW 2010</a>,
 *     algorithm 1; the decay is that of <a href="https://arxiv.org/abs/1909.09146">Russac, Vernade,
 *     Cappé. Weighted linear bandits for non-stationary environments. NeurIPS 2019</a>
 */
public record LinearRate(
    String name,
    List<ContextFeature> inputs,
    String event,
    String per,
    Prior prior,
    Duration halfLife)
    implements RateFeature {

  /** Checks the settings, and copies the list. */
  public LinearRate {
    Checks.text("name", name);
    event = Checks.key("event", event);
    per = Checks.key("per", per);
    Checks.time("half-life", halfLife);
    inputs = List.copyOf(inputs);
    if (inputs.size() >= LinearSystem.INPUTS_MAX) {
      throw new IllegalArgumentException(
          "inputs must be at most %d, were %d"
              .formatted(LinearSystem.INPUTS_MAX - 1, inputs.size()));
    }
    inputs.forEach(LinearRate::check);
  }

  private static void check(ContextFeature input) {
    boolean isSteady =
        switch (input) {
          case ContextFeature.SegmentIs _,
              ContextFeature.UserNumber _,
              ContextFeature.HourOfDay _,
              ContextFeature.DayOfWeek _ ->
              true;
          case ContextFeature.ContextCode _,
              ContextFeature.UserCode _,
              ContextFeature.SessionDepth _,
              ContextFeature.Position _ ->
              false;
        };
    if (!isSteady) {
      throw new IllegalArgumentException(
          "inputs may be segment-is, user-number, hour-of-day and day-of-week, and not "
              + input.name());
    }
  }

  /**
   * What is expected of an item, and how sure that is.
   *
   * @param mean the expected rate; may be outside of [0, 1]
   * @param leverage x · inverse(A) · x, above 0: about 1 / opportunities like this one
   */
  public record Estimate(double mean, double leverage) {}

  /** Estimates for the candidates of one list. Safe for use by multiple threads. */
  @FunctionalInterface
  public interface Estimates {
    /** Returns it for a candidate; the prior alone where nothing happened. */
    Estimate of(CandidateRow candidate);
  }

  /** Prepares estimates. Immutable, and safe for use by multiple threads. */
  @FunctionalInterface
  interface EstimateColumn {
    Estimates of(Situation situation);
  }

  @Override
  public List<Aggregate> aggregates(EventWeights weights) {
    return List.of(new RateAggregate.LinearSums(inputs, event, per, halfLife));
  }

  @Override
  public Column column(int[] slots) {
    return situation -> {
      Estimates estimates = estimates(slots).of(situation);
      return candidate ->
          candidate.row().state(slots[0]) == null
              ? Float.NaN
              : (float) Math.clamp(estimates.of(candidate).mean(), 0, 1);
    };
  }

  /** Returns what estimates; slots as for {@link #column}. */
  EstimateColumn estimates(int[] slots) {
    return situation -> {
      double[] x = inputs(inputs, situation.actor(), situation.context(), situation.time());
      long time = situation.time().toEpochMilli();
      return candidate -> {
        Tallies sums = candidate.row().state(slots[0], Tallies.EMPTY);
        return LinearSystem.of(sums, x.length, prior, time, halfLife).estimate(x);
      };
    };
  }

  /** Returns the constant 1 and the inputs, shape {@code [1 + inputs.size()]}. */
  static double[] inputs(List<ContextFeature> inputs, Row actor, Context context, Instant time) {
    Situation situation =
        new Situation(
            actor, RecentEvents.EMPTY, Profile.EMPTY, "", context, time, Map.of(), Row.EMPTY);
    double[] x = new double[1 + inputs.size()];
    x[0] = 1;
    for (int input = 0; input < inputs.size(); input++) {
      Feature.Cells cells = inputs.get(input).column(new int[0]).of(situation);
      float value = cells instanceof Feature.Same(float same) ? same : 0;
      x[1 + input] = Float.isNaN(value) ? 0 : value;
    }
    return x;
  }
}
