package io.cairn.events;

import java.util.ArrayList;
import java.util.List;

/** Splits one row of quoted cells, line by line; for use by one thread. */
final class QuotedCells {
  private final String delimiter;
  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private boolean open;

  QuotedCells(String delimiter) {
    this.delimiter = delimiter;
  }

  /** Adds a line that follows one with an open quote; whether a quote is open after it. */
  boolean addAfterLineEnd(String line) {
    cell.append('\n');
    return add(line);
  }

  /** Adds a line; whether a quote is open after it. */
  boolean add(String line) {
    boolean start = !open;
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (open) {
        at = inside(line, at, c);
        start = false;
      } else if (start && c == '"') {
        open = true;
        start = false;
        at++;
      } else if (line.startsWith(delimiter, at)) {
        endCell();
        start = true;
        at += delimiter.length();
      } else {
        cell.append(c);
        start = false;
        at++;
      }
    }
    if (!open) {
      endCell();
    }
    return open;
  }

  /** Takes one character of a quoted cell, or two where a doubled quote stands for itself. */
  private int inside(String line, int at, char c) {
    boolean doubled = c == '"' && at + 1 < line.length() && line.charAt(at + 1) == '"';
    if (c == '"' && !doubled) {
      open = false;
    } else {
      cell.append(c);
    }
    return doubled ? at + 2 : at + 1;
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  String[] cells() {
    return cells.toArray(String[]::new);
  }
}
