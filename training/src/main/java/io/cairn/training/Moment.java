package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.features.Situation;
import java.util.List;
import java.util.Map;

/**
 * A list whose outcome is known, before its features are read.
 *
 * @param offset how much of the log is to be folded when they are read
 * @param shown what was shown, in its order; empty for a list that is to be proposed
 * @param asOf what the list was made from
 * @param outcomes what became of items; those that are not named were not chosen
 */
record Moment(
    long offset,
    Situation.Occasion occasion,
    List<Event.Shown> shown,
    Event.AsOf asOf,
    Map<ItemId, Outcome> outcomes) {

  /** What became of one item. For use by one thread while the window is open. */
  static final class Outcome {
    private final boolean[] labels;
    private float weight;

    Outcome(int objectives) {
      labels = new boolean[objectives];
    }

    /** Adds an event that meets some objectives. */
    void add(boolean[] met, float itsWeight) {
      for (int objective = 0; objective < labels.length; objective++) {
        labels[objective] |= met[objective];
      }
      weight = Math.max(weight, itsWeight);
    }

    boolean label(int objective) {
      return labels[objective];
    }

    /** Returns the largest weight of the events, above 0. */
    float weight() {
      return weight;
    }
  }
}
