package io.cairn.app.doctor;

import static io.cairn.app.doctor.Texts.percent;
import static io.cairn.app.doctor.Texts.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an import left on record.
 *
 * @param time when it was made, as it was written down
 * @param rows how many rows it read, bad ones too
 * @param badRows how many it could not read
 * @param badRowsByReason how many for each reason
 * @param firstBadRows the first of them, with file and line
 */
public record ImportRecord(
    String time,
    long rows,
    long badRows,
    Map<String, Long> badRowsByReason,
    List<String> firstBadRows) {
  private static final double MANY = 0.01;

  /** Copies the collections. */
  public ImportRecord {
    badRowsByReason = Map.copyOf(badRowsByReason);
    firstBadRows = List.copyOf(firstBadRows);
  }

  /** Returns what it dropped; empty where nothing. */
  Optional<Finding> finding() {
    if (badRows == 0) {
      return Optional.empty();
    }
    double share = (double) badRows / Math.max(rows, badRows);
    String reasons =
        badRowsByReason.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(reason -> text("%,d × %s", reason.getValue(), reason.getKey()))
            .collect(Collectors.joining("; "));
    String first = firstBadRows.isEmpty() ? "" : "; the first: " + firstBadRows.getFirst();
    return Optional.of(
        new Finding(
            share > MANY ? Severity.WARNING : Severity.NOTE,
            "imports",
            text(
                "the import of %s dropped %,d of %,d rows, %s: %s%s",
                time, badRows, rows, percent(share), reasons, first),
            "correct the file and import it again: what is in the log already is not repeated"));
  }
}
