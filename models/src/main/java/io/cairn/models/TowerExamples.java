package io.cairn.models;

/**
 * What two towers learn from.
 *
 * @param rows what each row did, faded, oldest item first, shape {@code [rows × items]}
 * @param traits what is known of each row beside that, shape {@code [rows × traits]}
 * @param tokens what is known of each item, shape {@code [items × tokens]}
 */
record TowerExamples(SparseRows rows, SparseRows traits, SparseRows tokens) {

  /** Whether something can be hidden of a row, and something else be shown. */
  boolean isExample(int row) {
    boolean showsSomething = rows.length(row) > 1 || traits.length(row) > 0;
    return showsSomething && rows.positives(row) > 0;
  }
}
