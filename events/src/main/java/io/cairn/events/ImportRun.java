package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of an import, dry or not; for use by one thread, once. */
final class ImportRun {
  private static final int BATCH = 5_000;

  private final ImportPlan plan;
  private final Progress progress;
  private final ImportTally tally = new ImportTally();
  private final List<FileReport> files = new ArrayList<>();
  private long rows;
  private long written;
  private long appended;

  ImportRun(ImportPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Reads every file, and writes what they say to the log if there is one. */
  ImportReport run(Optional<EventLog> log) throws IOException {
    try (ImportSink sink = new ImportSink(plan.now(), tally)) {
      for (PlannedFile file : plan.files()) {
        read(file, sink);
      }
      if (log.isPresent()) {
        write(sink, log.get());
      }
    }
    return report();
  }

  private void read(PlannedFile file, ImportSink sink) throws IOException {
    String step = "reading " + file.path().getFileName();
    long bytes = file.file().sizeBytes();
    long rowsBefore = rows;
    long badBefore = tally.badCount();
    long[] bytesRead = new long[1];
    try (Rows found =
        file.reading()
            .rows()
            .open(
                count -> {
                  bytesRead[0] += count;
                  progress.at(step, Math.min(bytesRead[0], bytes), bytes);
                })) {
      read(found, file, sink);
    }
    progress.at(step, bytes, bytes);
    files.add(
        new FileReport(
            file.path(),
            file.format(),
            file.columns(),
            rows - rowsBefore,
            tally.badCount() - badBefore));
  }

  private void read(Rows found, PlannedFile file, ImportSink sink) {
    RowImporter importer = file.reading().importer().get();
    RowBatch batch = new RowBatch();
    Optional<InvalidEventException> end = Optional.empty();
    try {
      if (file.reading().header()) {
        skipHeader(found, file.path());
      }
      while (found.next()) {
        batch.add(found);
        if (batch.isFull()) {
          take(batch.drain(importer, plan.now()), file.path(), sink);
        }
      }
    } catch (IOException e) {
      end = Optional.of(breaksOff(e));
    }
    take(batch.drain(importer, plan.now()), file.path(), sink);
    end.ifPresent(problem -> tally.bad(file.path(), found.number() + 1, problem));
    importer.finish(sink);
  }

  /** Goes to the first row that is not blank. */
  private void skipHeader(Rows found, Path file) throws IOException {
    boolean isBlank = true;
    while (isBlank && found.next()) {
      try {
        isBlank = RowBatch.isBlank(found.cells());
      } catch (IllegalArgumentException e) {
        tally.bad(file, found.number(), e);
        isBlank = false;
      }
    }
  }

  private void take(List<RowBatch.Prepared> prepared, Path file, ImportSink sink) {
    for (RowBatch.Prepared row : prepared) {
      rows++;
      try {
        row.action().accept(sink);
      } catch (IllegalArgumentException e) {
        tally.bad(file, row.number(), e);
      }
    }
  }

  private static InvalidEventException breaksOff(IOException e) {
    String why = e instanceof EOFException ? "it is cut off" : String.valueOf(e.getMessage());
    String wrong = "the file breaks off here: " + why + "; get the whole file and import it again";
    return new InvalidEventException("", wrong, "");
  }

  private void write(ImportSink sink, EventLog log) {
    long total = sink.size();
    List<Event> batch = new ArrayList<>(BATCH);
    sink.drain(
        event -> {
          batch.add(event);
          if (batch.size() == BATCH) {
            append(batch, log, total);
          }
        });
    append(batch, log, total);
  }

  private void append(List<Event> batch, EventLog log, long total) {
    for (long offset : log.append(batch)) {
      appended += offset >= 0 ? 1 : 0;
    }
    written += batch.size();
    batch.clear();
    progress.at("writing events", written, total);
  }

  private ImportReport report() {
    ImportCounts counts =
        new ImportCounts(
            rows,
            tally.types(),
            tally.users().size() + (long) tally.sessions().size(),
            tally.items().size(),
            appended,
            written - appended);
    return new ImportReport(
        files, plan.ignored(), counts, tally.badRows(), tally.excluded(), ImportQuality.of(tally));
  }
}
