package io.cairn.models;

import io.cairn.core.Kernel;
import io.cairn.core.TopK;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * For each row some items that it does not have, though the model ranks them high: not the very
 * first, which it may well want.
 *
 * @param items shape {@code [rows × items]}
 * @param counts how many rows have each as a negative, shape {@code [items]}
 * @see <a href="https://doi.org/10.1145/3394486.3403305">Huang, Sharma, Sun, Xia, Zhang, Pronin,
 *     Padmanabhan, Ottaviano, Yang. Embedding-based Retrieval in Facebook Search. KDD 2020, section
 *     6.1</a>
 */
@SuppressWarnings("ArrayRecordComponent") // for hot loops; identity is never compared
record HardNegatives(SparseRows items, int[] counts) {
  private static final int FIRST_RANK = 20;
  private static final int LAST_RANK = 200;

  /** Returns none for any row. */
  static HardNegatives none(SparseRows rows) {
    return new HardNegatives(
        new SparseRows(rows.width(), new int[rows.rows() + 1], new int[0], new float[0]),
        new int[rows.width()]);
  }

  /**
   * Draws from the ranks {@value #FIRST_RANK} to {@value #LAST_RANK} that the model gives to the
   * items that a row does not have.
   *
   * @param perRow how many for each row; fewer where there are not so many
   */
  static HardNegatives mine(
      TwoTowerModel model, TowerExamples examples, int perRow, SplittableRandom random) {
    SparseRows rows = examples.rows();
    long[] seeds = random.longs(rows.rows()).toArray();
    int[][] mined = new int[rows.rows()][];
    IntStream.range(0, rows.rows())
        .parallel()
        .forEach(
            row ->
                mined[row] = mine(model, examples, row, new SplittableRandom(seeds[row]), perRow));
    int[] counts = new int[rows.width()];
    float[][] weights = new float[mined.length][];
    for (int row = 0; row < mined.length; row++) {
      Arrays.stream(mined[row]).forEach(item -> counts[item]++);
      weights[row] = new float[mined[row].length];
    }
    return new HardNegatives(SparseRows.join(rows.width(), mined, weights), counts);
  }

  private static int[] mine(
      TwoTowerModel model, TowerExamples examples, int row, SplittableRandom random, int perRow) {
    SparseRows rows = examples.rows();
    if (!examples.isExample(row)) {
      return new int[0];
    }
    float[] vector = model.foldIn(rows, examples.traits(), row);
    float[] scores = Kernel.FASTEST.products(model.itemVectors(), vector);
    for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
      scores[rows.columns()[cell]] = Float.NEGATIVE_INFINITY;
    }
    int[] ranked = TopK.of(scores, Math.min(LAST_RANK, scores.length - rows.length(row)));
    return random
        .ints(FIRST_RANK, Math.max(FIRST_RANK + 1, ranked.length))
        .limit(ranked.length > FIRST_RANK ? perRow : 0)
        .map(rank -> ranked[rank])
        .distinct()
        .toArray();
  }
}
