package io.cairn.events;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes events of the rows of one file, for one import; for use by one thread, but for {@link
 * #prepare}.
 */
interface RowImporter {
  /**
   * Does what can be done for a row without knowing any other, on any thread; returns the rest,
   * which is run row by row in the order of the file.
   *
   * @param now the moment of the import
   * @throws InvalidEventException as {@link #read} does; the rest may throw it too
   */
  default Consumer<ImportSink> prepare(String[] cells, Instant now) {
    return sink -> read(cells, sink);
  }

  /**
   * Takes a row.
   *
   * @throws InvalidEventException if it says nothing that can be understood; then nothing of it was
   *     given to the sink
   */
  void read(String[] cells, ImportSink sink);

  /** Gives what is known only after the last row. */
  default void finish(ImportSink sink) {}
}
