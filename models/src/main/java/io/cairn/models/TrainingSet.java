package io.cairn.models;

/**
 * What a model was trained on.
 *
 * @param fromOffset the first event of the log
 * @param toOffset the event after the last
 * @param rows people or baskets; of a ranking model, lists
 * @param items the columns, which are items; of a ranking model, features
 * @param cells pairs of both that had events; of a ranking model, examples
 */
public record TrainingSet(long fromOffset, long toOffset, int rows, int items, int cells) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the offsets are not in order, or a count is negative
   */
  public TrainingSet {
    Checks.atLeast("fromOffset", fromOffset, 0);
    Checks.atLeast("toOffset", toOffset, fromOffset);
    Checks.atLeast("rows", rows, 0);
    Checks.atLeast("items", items, 0);
    Checks.atLeast("cells", cells, 0);
  }
}
