package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Arrays;

/**
 * Trains a {@link MarkovModel}: counts how often each item came directly after each other one, in
 * the time order of the rows. Cells with a weight of 0 or less are passed over.
 */
public record MarkovTrainer() implements RetrievalTrainer {

  @Override
  public MarkovModel train(InteractionMatrix interactions, Progress progress) {
    Checks.notEmpty(interactions);
    SparseRows rows = SparseRows.of(interactions).positive(Integer.MAX_VALUE);
    SparseRows pairs = followers(rows);
    int[][] next = new int[rows.width()][];
    float[][] counts = new float[rows.width()][];
    for (int item = 0; item < next.length; item++) {
      int[] followers =
          Arrays.copyOfRange(pairs.columns(), pairs.starts()[item], pairs.starts()[item + 1]);
      Arrays.sort(followers);
      next[item] = Arrays.stream(followers).distinct().toArray();
      counts[item] = runs(followers, next[item].length);
      progress.at("counting transitions", item + 1L, next.length);
    }
    return new MarkovModel(SparseRows.join(rows.width(), next, counts), shares(rows));
  }

  /** Returns a row for each item, with a cell for each time that another came directly after it. */
  private static SparseRows followers(SparseRows rows) {
    int[] ends = new int[rows.width() + 1];
    for (int row = 0; row < rows.rows(); row++) {
      for (int cell = rows.starts()[row] + 1; cell < rows.starts()[row + 1]; cell++) {
        ends[rows.columns()[cell - 1] + 1]++;
      }
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    int[] next = ends.clone();
    int[] columns = new int[ends[rows.width()]];
    for (int row = 0; row < rows.rows(); row++) {
      for (int cell = rows.starts()[row] + 1; cell < rows.starts()[row + 1]; cell++) {
        columns[next[rows.columns()[cell - 1]]++] = rows.columns()[cell];
      }
    }
    return new SparseRows(rows.width(), ends, columns, new float[columns.length]);
  }

  /** Returns the length of each run of equal numbers. */
  private static float[] runs(int[] sorted, int distinct) {
    float[] runs = new float[distinct];
    int run = -1;
    for (int at = 0; at < sorted.length; at++) {
      if (at == 0 || sorted[at] != sorted[at - 1]) {
        run++;
      }
      runs[run]++;
    }
    return runs;
  }

  /** Returns the share of all cells that each item has, a little less than 1 in all. */
  private static float[] shares(SparseRows rows) {
    float[] shares = new float[rows.width()];
    SparseRows items = rows.transposed();
    for (int item = 0; item < shares.length; item++) {
      shares[item] = items.length(item) / (rows.cells() + 1f);
    }
    return shares;
  }
}
