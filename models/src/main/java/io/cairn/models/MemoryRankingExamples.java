package io.cairn.models;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ranking examples that fit in memory. Immutable, and safe for use by multiple threads.
 *
 * @param columns the names of the features
 * @param objectives what the labels tell
 * @param all the lists, the oldest first
 */
public record MemoryRankingExamples(
    List<String> columns, List<String> objectives, List<ExampleList> all)
    implements RankingExamples {
  /** Copies the lists, not their numbers. */
  public MemoryRankingExamples {
    columns = List.copyOf(columns);
    objectives = List.copyOf(objectives);
    all = List.copyOf(all);
  }

  @Override
  public Stream<ExampleList> lists() {
    return all.stream();
  }
}
