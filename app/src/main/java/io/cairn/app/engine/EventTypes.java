package io.cairn.app.engine;

import io.cairn.core.Event;

/** Names the type of any event in the words of its JSON form. */
public final class EventTypes {
  private EventTypes() {}

  /** Returns the type of an interaction, or what else the event is, such as {@code impression}. */
  public static String of(Event event) {
    return switch (event) {
      case Event.Interaction interaction -> interaction.type();
      case Event.Impression _ -> "impression";
      case Event.ItemUpdated _ -> "item";
      case Event.ItemRemoved _ -> "item-removed";
      case Event.UserUpdated _ -> "user";
      case Event.UserRemoved _ -> "user-removed";
    };
  }
}
