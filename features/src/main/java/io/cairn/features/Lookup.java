package io.cairn.features;

import org.jspecify.annotations.Nullable;

/** A few numbers by text, to be looked up for every candidate of a list. Immutable. */
final class Lookup {

  /*
   * Open addressing, at most a quarter full. Hashes are compared before texts, so that a text that
   * is not there is mostly not even looked at; 0 is the hash of a free place.
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
    int places = Integer.highestOneBit(Math.max(texts.length, 1)) * 8;
    keys = new String[places];
    hashes = new int[places];
    values = new double[places];
    mask = places - 1;
    for (int i = 0; i < texts.length; i++) {
      int hash = hash(texts[i].hashCode());
      int at = start(hash);
      while (hashes[at] != 0) {
        at = next(at);
      }
      keys[at] = texts[i];
      hashes[at] = hash;
      values[at] = numbers[i];
    }
  }

  /** Returns the sum of the numbers of some texts; one that has none counts 0. */
  double sum(Texts texts) {
    double sum = 0;
    for (int i = 0; i < texts.size(); i++) {
      int hash = hash(texts.hashes()[i]);
      if (hashes[start(hash)] != 0) { // mostly it is free, and the text is not looked at
        sum += number(texts.list().get(i), hash);
      }
    }
    return sum;
  }

  /** Returns the number of a text; 0 where it has none. */
  double of(String text) {
    return number(text, hash(text.hashCode()));
  }

  private double number(String text, int hash) {
    int at = start(hash);
    while (hashes[at] != 0 && !(hashes[at] == hash && text.equals(keys[at]))) {
      at = next(at);
    }
    return values[at];
  }

  private static int hash(int hashCode) {
    return hashCode == 0 ? 1 : hashCode;
  }

  private int start(int hash) {
    return (hash ^ hash >>> 16) & mask;
  }

  private int next(int at) {
    return (at + 1) & mask;
  }
}
