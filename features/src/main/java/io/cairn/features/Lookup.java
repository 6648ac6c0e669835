package io.cairn.features;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few numbers by text, to be looked up for every candidate of a list. Immutable. */
final class Lookup {

  /*
   * Open addressing, at most half full: texts keep their hashes, so that most look-ups read one
   * place and compare one text.
   */

  private final @Nullable String[] keys;
  private final double[] values;
  private final int mask;

  /**
   * Makes a table.
   *
   * @param texts different ones, shape {@code [n]}
   * @param numbers the number of each, shape {@code [n]}
   */
  Lookup(String[] texts, double[] numbers) {
    int places = Integer.highestOneBit(Math.max(texts.length, 1)) * 4;
    keys = new String[places];
    values = new double[places];
    mask = places - 1;
    for (int i = 0; i < texts.length; i++) {
      int at = place(texts[i]);
      keys[at] = texts[i];
      values[at] = numbers[i];
    }
  }

  /** Returns the number of a text; 0 where it has none. */
  double of(String text) {
    return values[place(text)];
  }

  /** Returns the sum over some texts. */
  double sum(List<String> texts) {
    double sum = 0;
    for (int i = 0; i < texts.size(); i++) {
      sum += of(texts.get(i));
    }
    return sum;
  }

  /** Returns where the text is, or else the free place for it. */
  private int place(String text) {
    int hash = text.hashCode();
    int at = (hash ^ hash >>> 16) & mask;
    while (keys[at] != null && !keys[at].equals(text)) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
