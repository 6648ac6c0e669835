package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says which objectives an event meets.
 *
 * @param weights how much each kind of event counts
 * @param objectives by name
 */
record Outcomes(EventWeights weights, Map<String, Objective> objectives) {

  /** Returns the names of the objectives, in the order of the labels. */
  List<String> names() {
    return new ArrayList<>(objectives.keySet());
  }

  /** Returns the outcome of an item with one more event, if that meets any objective. */
  void add(Moment moment, Event.Interaction event) {
    boolean[] met = new boolean[objectives.size()];
    boolean isAny = false;
    int number = 0;
    for (Objective objective : objectives.values()) {
      met[number] = objective.isMetBy(event, weights);
      isAny |= met[number++];
    }
    if (isAny) {
      moment
          .outcomes()
          .computeIfAbsent(event.item(), _ -> new Moment.Outcome(met.length))
          .add(met, Math.max(weights.of(event), Float.MIN_NORMAL));
    }
  }
}
