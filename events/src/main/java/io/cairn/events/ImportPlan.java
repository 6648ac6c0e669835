package io.cairn.events;

import java.time.Instant;
import java.util.List;

/**
 * What an import is going to read. Immutable.
 *
 * @param files in the order in which they are read: users, items, then events
 * @param ignored files and folders that were found and are passed over
 * @param now the moment of the import: the time of events that have none, and the measure of what
 *     is in the future
 */
public record ImportPlan(List<PlannedFile> files, List<IgnoredFile> ignored, Instant now) {
  /** Copies the lists. */
  public ImportPlan {
    files = List.copyOf(files);
    ignored = List.copyOf(ignored);
  }
}
