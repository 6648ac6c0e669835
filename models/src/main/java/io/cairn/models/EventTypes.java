package io.cairn.models;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sequence model tells apart of what people do, each with a code from 1; 0 is for all else.
 * Immutable.
 *
 * @param names of types as {@link EventSequence#type} says them, the most frequent first
 */
record EventTypes(List<String> names) {
  private static final int NAMES_MAX = 63;

  /** Copies the list. */
  EventTypes {
    names = List.copyOf(names);
  }

  /** Returns the types of events, at most the {@value #NAMES_MAX} most frequent. */
  static EventTypes of(EventSequence events) {
    Map<String, Integer> counts = new HashMap<>();
    for (String type : events.types()) {
      counts.merge(type, 1, Integer::sum);
    }
    counts.remove("");
    return new EventTypes(
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(NAMES_MAX)
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Returns how many codes there are. */
  int codes() {
    return names.size() + 1;
  }

  /** Returns the code of each event. */
  int[] codesOf(EventSequence events) {
    int[] codes = new int[events.size()];
    for (int at = 0; at < codes.length; at++) {
      codes[at] = names.indexOf(events.types()[at]) + 1;
    }
    return codes;
  }
}
