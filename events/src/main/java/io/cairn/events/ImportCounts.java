package io.cairn.events;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much an import read and wrote. Immutable.
 *
 * @param rows rows read in all files, bad ones too
 * @param events events made of them, by type: interactions by theirs, impressions, and what is said
 *     of the catalogue in the words of {@link EventJson}
 * @param users people who did something or are described
 * @param items items that something was done with, or that are described
 * @param appended events that were new to the log; 0 in a dry run
 * @param duplicates events that were in the log already; 0 in a dry run
 */
public record ImportCounts(
    long rows, Map<String, Long> events, long users, long items, long appended, long duplicates) {
  /** Copies the map; the types are in alphabetical order. */
  public ImportCounts {
    events = Collections.unmodifiableMap(new TreeMap<>(events));
  }

  /** Returns the number of events of all types. */
  public long eventsTotal() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }
}
