package io.cairn.app.demo;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody did with an item of a shown list. Immutable.
 *
 * @param position the item's place in the list, from 1
 * @param type one of {@link Behaviour}'s types, such as {@value Behaviour#CLICK}
 * @param value seconds of a dwell; otherwise 1
 * @param after the time since the list was shown
 */
public record Reaction(ItemId item, int position, String type, double value, Duration after) {

  /**
   * Returns the reaction as an event.
   *
   * @param impression the list that it answers, for the visitor, the time and the context
   */
  public Event.Interaction toEvent(EventId id, Event.Impression impression) {
    Context shown = impression.context();
    Context context =
        new Context(
            shown.device(),
            shown.page(),
            shown.region(),
            position,
            Optional.of(impression.request()));
    return new Event.Interaction(
        id, impression.time().plus(after), impression.visitor(), item, type, value, context);
  }
}
