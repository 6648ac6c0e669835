package io.cairn.events;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import read in one file. Immutable.
 *
 * @param format the form that it was read in, such as {@code movielens}
 * @param columns what each column means, such as {@code user ← userId}
 * @param rows how many rows there were, bad ones too; neither header nor blank lines count
 * @param badRows how many of them could not be read
 */
public record FileReport(Path path, String format, List<String> columns, long rows, long badRows) {
  /** Copies the list. */
  public FileReport {
    columns = List.copyOf(columns);
  }
}
