package io.cairn.events;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import did, or, in a dry run, would do. Immutable.
 *
 * @param excluded rows that are well formed, but about nothing that Cairn keeps, by reason
 * @param quality what recommendations may be expected of these events
 */
public record ImportReport(
    List<FileReport> files,
    List<IgnoredFile> ignored,
    ImportCounts counts,
    BadRows bad,
    Map<String, Long> excluded,
    ImportQuality quality) {
  /** Copies the collections; the reasons are in alphabetical order. */
  public ImportReport {
    files = List.copyOf(files);
    ignored = List.copyOf(ignored);
    excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
  }
}
