package io.cairn.events;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a file, by which its form is known. Immutable.
 *
 * @param lines the first lines that are not blank and can be read, at most {@value #LINES_MAX};
 *     empty in a Parquet file
 */
record FileHead(InputFile file, boolean parquet, List<String> lines) {
  static final int LINES_MAX = 100;
  private static final int SHOWN_LINES = 3;
  private static final int SHOWN_CHARACTERS = 160;
  private static final int LINES_TRIED = 10 * LINES_MAX;

  FileHead {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the beginning.
   *
   * @throws UnreadableImportException if there is nothing that can be read
   */
  static FileHead read(InputFile file) throws IOException {
    if (isParquet(file)) {
      return new FileHead(file, true, List.of());
    }
    List<String> lines = new ArrayList<>();
    String problem = "the file is empty";
    try (LineReader reader = new LineReader(file.open(_ -> {}), true)) {
      while (lines.size() < LINES_MAX && reader.number() < LINES_TRIED && reader.next()) {
        if (reader.isUtf16()) {
          throw new UnreadableImportException(file.path(), "the file is UTF-16: save it as UTF-8");
        }
        try {
          String line = reader.text();
          if (!line.isBlank()) {
            lines.add(line);
          }
        } catch (InvalidEventException e) {
          problem = String.valueOf(e.getMessage());
        }
      }
    } catch (IOException e) {
      problem = "cannot be read: " + e.getMessage();
    }
    if (lines.isEmpty()) {
      throw new UnreadableImportException(file.path(), problem);
    }
    return new FileHead(file, false, lines);
  }

  private static boolean isParquet(InputFile file) throws IOException {
    try (var in = file.open(_ -> {})) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4
          && magic[0] == 'P'
          && magic[1] == 'A'
          && magic[2] == 'R'
          && magic[3] == '1';
    } catch (EOFException _) {
      return false;
    }
  }

  String first() {
    return lines.getFirst();
  }

  /** Whether every line matches. */
  boolean allMatch(String regex) {
    return lines.stream().allMatch(line -> line.matches(regex));
  }

  /** Returns the first lines as people may look at them. */
  List<String> samples() {
    return lines.stream()
        .limit(SHOWN_LINES)
        .map(
            line ->
                line.length() <= SHOWN_CHARACTERS
                    ? line
                    : line.substring(0, SHOWN_CHARACTERS) + "…")
        .toList();
  }

  /** Returns the exception that says why this file is not imported. */
  UnreadableImportException unreadable(String reason) {
    return new UnreadableImportException(file.path(), reason);
  }
}
