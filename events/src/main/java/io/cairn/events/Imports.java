package io.cairn.events;

import io.cairn.core.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings files of events, items and users into an event log: MovieLens, MovieTweetings, RankLens
 * (Metarank), transactions (Online Retail), and any CSV, TSV, JSON lines or Parquet whose columns
 * can be guessed; each of them but Parquet may be gzip.
 *
 * <p>A row that cannot be read never stops an import: it is counted and listed. Events are appended
 * in order of time; an event without an id gets one from its content, so that importing a file
 * twice changes nothing, and ten equal rows are ten events. Files may be of any size: what is kept
 * in memory grows with the number of people and items only.
 *
 * <p>Failures of reading and of the temporary folder are reported as {@link UncheckedIOException}.
 */
public final class Imports {
  private Imports() {}

  /** Returns the names of the forms that can be asked for. */
  public static List<String> formats() {
    return ImportPlanner.FORMS.stream().map(Form::format).sorted().toList();
  }

  /**
   * Looks at the beginnings of files, and says how they would be imported.
   *
   * @param paths files, and folders whose files are imported if they are in a known form
   * @param format the form of all files, one of {@link #formats()}; empty to find out
   * @param now the moment of the import
   * @throws UnreadableImportException if a file cannot be imported, or nothing of a folder
   * @throws IllegalArgumentException if there is no such form
   */
  public static ImportPlan inspect(List<Path> paths, Optional<String> format, Instant now) {
    List<Form> forms =
        format.isEmpty()
            ? ImportPlanner.FORMS
            : ImportPlanner.FORMS.stream()
                .filter(form -> form.format().equals(format.get()))
                .toList();
    if (forms.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no format '%s', only %s"
              .formatted(format.orElse(""), String.join(", ", formats())));
    }
    try {
      return new ImportPlanner(forms).plan(paths, now);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read files to import: " + e.getMessage(), e);
    }
  }

  /** Imports the files of the plan. */
  public static ImportReport run(ImportPlan plan, EventLog log, Progress progress) {
    return run(plan, Optional.of(log), progress);
  }

  /** Reads the files of the plan, and writes nothing. */
  public static ImportReport dryRun(ImportPlan plan, Progress progress) {
    return run(plan, Optional.empty(), progress);
  }

  private static ImportReport run(ImportPlan plan, Optional<EventLog> log, Progress progress) {
    try {
      return new ImportRun(plan, progress).run(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read files to import: " + e.getMessage(), e);
    }
  }
}
