package io.cairn.events;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A Parquet file, whose flat columns are guessed by their names. */
final class ParquetForm implements Form {
  @Override
  public String format() {
    return "parquet";
  }

  @Override
  public String expected() {
    return "a Parquet file";
  }

  @Override
  public Optional<PlannedFile> plan(FileHead head) {
    if (!head.parquet()) {
      return Optional.empty();
    }
    TableMapping mapping;
    try (ParquetRows rows = new ParquetRows(head.file().path())) {
      List<String[]> sample = TableForm.sample(rows);
      mapping = new TableGuess(head.file()).byHeader(rows.names(), sample);
    } catch (IOException e) {
      throw head.unreadable(String.valueOf(e.getMessage()));
    }
    PlannedFile.Reading reading =
        new PlannedFile.Reading(
            _ -> new ParquetRows(head.file().path()), false, () -> TableForm.importer(mapping));
    return Optional.of(
        new PlannedFile(head, format(), mapping.kind(), mapping.describe(), reading));
  }
}
