package io.cairn.models;

/**
 * What two towers learn from.
 *
 * @param rows what each row did, faded, oldest item first, shape {@code [rows × items]}
 * @param traits what is known of each row beside that, and last what everybody shares, shape {@code
 *     [rows × traits + 1]}
 * @param tokens what is known of each item, shape {@code [items × tokens]}
 */
record TowerExamples(SparseRows rows, SparseRows traits, SparseRows tokens) {

  /** Whether something can be hidden of a row. */
  boolean isExample(int row) {
    return rows.positives(row) > 0;
  }

  /** Adds what is known of a row, or only what everybody shares. */
  void addTraits(int row, boolean isKnown, SparseRowsBuilder to) {
    if (isKnown) {
      to.addAll(traits, row);
    } else {
      to.add(traits.width() - 1, 1);
    }
  }
}
