package io.cairn.features;

import io.cairn.core.Context;
import io.cairn.core.Event;

/**
 * The types by which events are counted: that of an interaction is what was done, a list that was
 * shown is an {@value #IMPRESSION}.
 */
final class Types {
  static final String IMPRESSION = "impression";

  /** Stands for every type but impressions. */
  static final String ANY = "*";

  private Types() {}

  /** Returns the type by which an event is counted; the empty string where it is not. */
  static String of(Event event) {
    if (event instanceof Event.Interaction e) {
      return e.type();
    }
    return event instanceof Event.Impression ? IMPRESSION : "";
  }

  /** Returns the circumstances of an event; {@link Context#NONE} of one that has none. */
  static Context context(Event event) {
    return switch (event) {
      case Event.Interaction e -> e.context();
      case Event.Impression e -> e.context();
      default -> Context.NONE;
    };
  }

  /** Whether the event is of a type, or any interaction where {@value #ANY} is wanted. */
  static boolean isOf(String type, Event event) {
    return type.equals(ANY) ? event instanceof Event.Interaction : type.equals(of(event));
  }

  /** Returns how many events of the type were tallied. */
  static long count(Tallies tallies, String type) {
    if (!type.equals(ANY)) {
      return tallies.count(type);
    }
    long all = -tallies.count(IMPRESSION);
    for (long count : tallies.counts()) {
      all += count;
    }
    return all;
  }

  /** Returns the decayed sum of the type, as of the latest event that was tallied. */
  static double sum(Tallies tallies, String type) {
    if (!type.equals(ANY)) {
      return tallies.sum(type);
    }
    double all = 0;
    for (int i = 0; i < tallies.keys().length; i++) {
      all += tallies.keys()[i].equals(IMPRESSION) ? 0 : tallies.decayed()[i];
    }
    return all;
  }
}
