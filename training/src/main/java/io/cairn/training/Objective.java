package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import java.util.List;

/**
 * What a ranking model predicts: whether an event of these types follows.
 *
 * @param events the types of events; {@code *} is every type whose weight is positive
 * @param valueMin the least value that counts, such as 30 seconds of a dwell or 4 stars of a rating
 */
public record Objective(List<String> events, double valueMin) {
  private static final String ANY = "*";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if no type of event is named
   */
  public Objective {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("events must name at least one type, or \"*\" for all");
    }
  }

  /** Whether the event is what the objective asks for. */
  boolean isMetBy(Event.Interaction event, EventWeights weights) {
    boolean isNamed =
        events.contains(event.type()) || (events.contains(ANY) && weights.of(event) > 0);
    return isNamed && event.value() >= valueMin;
  }
}
