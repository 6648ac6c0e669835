package io.cairn.events;

import java.io.IOException;
import java.util.Optional;

/** A form of files that can be imported. Immutable. */
interface Form {
  /** Returns the name by which people may ask for it. */
  String format();

  /** Returns what a file of this form looks like, for people whose file does not. */
  String expected();

  /**
   * Returns how the file is imported; empty if it is in another form.
   *
   * @throws UnreadableImportException if it is in this form, but cannot be or need not be imported
   */
  Optional<PlannedFile> plan(FileHead head) throws IOException;
}
