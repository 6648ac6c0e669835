package io.cairn.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines between words. */
final class Wrapped {
  private static final int WIDTH = 100;
  private static final int WIDTH_MIN = 40;

  private Wrapped() {}

  /**
   * Prints a text no wider than 100 columns, or than the terminal.
   *
   * @param text may begin with blanks, which are kept
   * @param indent put before every line but the first
   */
  static void print(Console console, String text, String indent) {
    int width = console.outColumns() > 0 ? Math.min(console.outColumns(), WIDTH) : WIDTH;
    lines(text, indent, Math.max(width, WIDTH_MIN)).forEach(console.out()::println);
  }

  /** Returns the lines; a word that is too wide has a line of its own. */
  static List<String> lines(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    String gap = "";
    for (String word : text.split(" ", -1)) {
      boolean isFull = line.length() + gap.length() + word.length() > width;
      if (isFull && !line.isBlank()) {
        lines.add(line);
        line = indent + word;
      } else {
        line += gap + word;
      }
      gap = " ";
    }
    lines.add(line);
    return lines;
  }
}
