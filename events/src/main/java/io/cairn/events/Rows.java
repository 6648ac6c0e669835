package io.cairn.events;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, whatever its form; for use by one thread. */
interface Rows extends Closeable {
  /** Goes to the next row; false at the end. */
  boolean next() throws IOException;

  /** Returns the line where the current row begins, from 1; 0 before the first. */
  long number();

  /**
   * Returns the current row's cells; an absent one is the empty string.
   *
   * @throws InvalidEventException if the row cannot be read
   */
  String[] cells();
}
