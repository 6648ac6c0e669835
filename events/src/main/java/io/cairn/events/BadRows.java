package io.cairn.events;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that an import could not read. Immutable.
 *
 * @param count how many
 * @param byReason how many for each reason, without the values; past 50 reasons, {@code other
 *     reasons}
 * @param first the first 20
 */
public record BadRows(long count, Map<String, Long> byReason, List<BadRow> first) {
  /** Copies the collections; the reasons are in alphabetical order. */
  public BadRows {
    byReason = Collections.unmodifiableMap(new TreeMap<>(byReason));
    first = List.copyOf(first);
  }
}
