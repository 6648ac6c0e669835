package io.cairn.features;

import org.jspecify.annotations.Nullable;

/** A few numbers by text, to be looked up for every candidate of a list. Immutable. */
final class Lookup {

  /*
   * Open addressing, at most half full. Hashes are compared before texts, so that a text that is
   * not there is mostly not even looked at.
   */

  private final @Nullable String[] keys;
  private final int[] hashes;
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
    hashes = new int[places];
    values = new double[places];
    mask = places - 1;
    for (int i = 0; i < texts.length; i++) {
      int at = place(texts[i], texts[i].hashCode());
      keys[at] = texts[i];
      hashes[at] = texts[i].hashCode();
      values[at] = numbers[i];
    }
  }

  /** Returns the number of a text; 0 where it has none. */
  double of(String text) {
    return values[place(text, text.hashCode())];
  }

  /** Returns the sum over some texts. */
  double sum(Texts texts) {
    double sum = 0;
    for (int i = 0; i < texts.size(); i++) {
      sum += values[place(texts.list().get(i), texts.hashes()[i])];
    }
    return sum;
  }

  /** Returns where the text is, or else the free place for it. */
  private int place(String text, int hash) {
    int at = (hash ^ hash >>> 16) & mask;
    while (hashes[at] != hash || !text.equals(keys[at])) {
      if (hashes[at] == 0 && keys[at] == null) {
        break;
      }
      at = (at + 1) & mask;
    }
    return at;
  }
}
