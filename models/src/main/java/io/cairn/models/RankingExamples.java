package io.cairn.models;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lists with known outcomes, from which a ranking model is learned. They may be more than fit in
 * memory: they are read as often as needed, always in the same order. Safe for use by multiple
 * threads. Failures of the storage are reported as {@link java.io.UncheckedIOException}.
 */
public interface RankingExamples {

  /** Returns the names of the features, in the order of the matrices' columns. */
  List<String> columns();

  /** Returns what the labels tell, such as {@code click} and {@code purchase}; at least one. */
  List<String> objectives();

  /** Returns the lists, the oldest first; to be closed. */
  Stream<ExampleList> lists();
}
