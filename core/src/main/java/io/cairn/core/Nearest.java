package io.cairn.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Nearest {
  private Nearest() {}

  /**
   * Returns the known word that is the fewest edits away: letters added, removed, replaced, or
   * exchanged with their neighbour. The first in order where several are as near.
   *
   * @return empty where more than a third of the letters would change (two always may)
   */
  public static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> edits(written, word) <= Math.max(2, word.length() / 3))
        .filter(word -> edits(written, word) < Math.max(word.length(), written.length()))
        .min(Comparator.comparingInt(word -> edits(written, word)));
  }

  /**
   * The optimal string alignment distance, by rows of the usual table.
   *
   * @see <a href="https://doi.org/10.1145/363958.363994">Damerau, A technique for computer
   *     detection and correction of spelling errors, CACM 1964</a>
   */
  static int edits(String from, String to) {
    int[] before = new int[to.length() + 1];
    int[] previous = new int[to.length() + 1];
    int[] current = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        boolean same = from.charAt(row - 1) == to.charAt(column - 1);
        int replaced = previous[column - 1] + (same ? 0 : 1);
        int edits = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
        if (isExchange(from, row, to, column)) {
          edits = Math.min(edits, before[column - 2] + 1);
        }
        current[column] = edits;
      }
      int[] free = before;
      before = previous;
      previous = current;
      current = free;
    }
    return previous[to.length()];
  }

  private static boolean isExchange(String from, int row, String to, int column) {
    return row > 1
        && column > 1
        && from.charAt(row - 1) == to.charAt(column - 2)
        && from.charAt(row - 2) == to.charAt(column - 1);
  }
}
