package io.cairn.events;

/** Makes events of the rows of one file; for use by one thread, for one import. */
interface RowImporter {
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
