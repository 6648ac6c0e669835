package io.cairn.events;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table whose columns are guessed, with or without a header. Immutable.
 *
 * @param format {@code csv} or {@code tsv}
 * @param delimiters what may stand between cells, the likeliest first, each with its name
 */
record TableForm(String format, Map<String, String> delimiters) implements Form {
  static final TableForm TSV = new TableForm("tsv", Map.of("\t", "tab"));
  static final TableForm CSV =
      new TableForm("csv", Map.of(",", "comma", ";", "semicolon", "|", "bar"));

  private static final int SAMPLE_ROWS = 200;

  @Override
  public String expected() {
    return "a table of at least two columns";
  }

  @Override
  public Optional<PlannedFile> plan(FileHead head) throws IOException {
    if (head.parquet()) {
      return Optional.empty();
    }
    Optional<String> delimiter = delimiter(head);
    return delimiter.isEmpty() ? Optional.empty() : Optional.of(planned(head, delimiter.get()));
  }

  /**
   * Returns why a file without these delimiters is not in this form.
   *
   * @throws IllegalStateException if it has them
   */
  UnreadableImportException missing(FileHead head) {
    TableForm other = this.equals(TSV) ? CSV : TSV;
    String found = "found no %s in the first lines".formatted(this.equals(TSV) ? "tab" : "comma");
    return head.unreadable(
        other.delimiter(head).isPresent()
            ? found + ", did you mean --format " + other.format()
            : found + ": is it a table?");
  }

  /** Returns the delimiter that is in the first line and in most others; the commonest wins. */
  private Optional<String> delimiter(FileHead head) {
    Optional<String> best = Optional.empty();
    int most = 0;
    for (String delimiter : List.of(",", "\t", ";", "|")) {
      int count = count(head.first(), delimiter);
      long lines = head.lines().stream().filter(line -> line.contains(delimiter)).count();
      boolean common = 2 * lines > head.lines().size();
      if (delimiters.containsKey(delimiter) && common && count > most) {
        best = Optional.of(delimiter);
        most = count;
      }
    }
    return best;
  }

  private static int count(String line, String delimiter) {
    return (int) line.chars().filter(c -> c == delimiter.charAt(0)).count();
  }

  private PlannedFile planned(FileHead head, String delimiter) throws IOException {
    PlannedFile.Opener opener =
        bytesRead ->
            new DelimitedRows(new LineReader(head.file().open(bytesRead), false), delimiter, true);
    List<String[]> sample;
    try (Rows rows = opener.open(_ -> {})) {
      sample = sample(rows);
    }
    if (sample.isEmpty()) {
      throw head.unreadable("none of the first rows can be read: is it saved as UTF-8?");
    }
    boolean header = TableGuess.isHeader(sample.getFirst());
    TableGuess guess = new TableGuess(head.file());
    TableMapping mapping =
        header
            ? guess.byHeader(sample.getFirst(), sample.subList(1, sample.size()))
            : guess.byValues(sample);
    return new PlannedFile(
        head,
        format,
        mapping.kind(),
        mapping.describe(),
        new PlannedFile.Reading(opener, header, () -> importer(mapping)));
  }

  /** Returns the first rows that can be read. */
  static List<String[]> sample(Rows rows) throws IOException {
    List<String[]> sample = new ArrayList<>();
    for (int row = 0; row < SAMPLE_ROWS && rows.next(); row++) {
      try {
        String[] cells = rows.cells();
        if (cells.length > 1 || !cells[0].isBlank()) {
          sample.add(cells);
        }
      } catch (InvalidEventException _) {
        // it is counted as a bad row when it is read
      }
    }
    return sample;
  }

  /** Returns what makes events of rows of these columns. */
  static RowImporter importer(TableMapping mapping) {
    return mapping.kind() == TableKind.EVENTS ? new EventRows(mapping) : new CatalogueRows(mapping);
  }
}
