package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The last wanted items of some rows, kept from training to tell when to stop.
 *
 * @param training the rows without them
 * @param histories those rows of {@code training} that have lost items
 * @param traits what is known of these rows, in the same order
 * @param targets what each of these has lost, in the same order
 */
record HeldOutItems(
    SparseRows training, SparseRows histories, SparseRows traits, SparseRows targets) {
  private static final int ROWS_MAX = 2000;
  private static final int ONE_ROW_IN = 10;
  private static final int ONE_ITEM_IN = 10;
  private static final int LENGTH_MIN = 3;

  /**
   * Draws at most a tenth of the rows, and takes the last tenth of what they want, at least one
   * item; rows of one or two items keep them.
   *
   * @param traits of the rows
   */
  static HeldOutItems of(SparseRows rows, SparseRows traits, SplittableRandom random) {
    BitSet drawn = new BitSet();
    int draws = Math.min(ROWS_MAX, rows.rows() / ONE_ROW_IN);
    for (int draw = 0; draw < draws; draw++) {
      int row = random.nextInt(rows.rows());
      if (rows.length(row) >= LENGTH_MIN && rows.positives(row) > 0) {
        drawn.set(row);
      }
    }
    SparseRowsBuilder kept = new SparseRowsBuilder(rows.rows());
    SparseRowsBuilder lost = new SparseRowsBuilder(drawn.cardinality());
    for (int row = 0; row < rows.rows(); row++) {
      if (drawn.get(row)) {
        divide(rows, row, kept, lost);
        lost.endRow();
      } else {
        kept.addAll(rows, row);
      }
      kept.endRow();
    }
    SparseRows training = kept.build(rows.width());
    int[] losers = drawn.stream().toArray();
    return new HeldOutItems(
        training, training.picked(losers), traits.picked(losers), lost.build(rows.width()));
  }

  private static void divide(
      SparseRows rows, int row, SparseRowsBuilder kept, SparseRowsBuilder lost) {
    int wanted = rows.positives(row);
    int firstLost = wanted - Math.max(1, wanted / ONE_ITEM_IN);
    for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
      boolean isLost = rows.weights()[cell] > 0 && firstLost-- <= 0;
      (isLost ? lost : kept).add(rows.columns()[cell], rows.weights()[cell]);
    }
  }

  /** Whether there is nothing to tell by. */
  boolean isEmpty() {
    return targets.cells() == 0;
  }

  /**
   * Returns the mean over what was lost of {@code 1 / log2(1 + rank)}, the rank among all items
   * that the row does not have; 0 if nothing was.
   */
  double gain(TwoTowerModel model) {
    double sum = 0;
    for (double gain : gains(model)) {
      sum += gain;
    }
    return isEmpty() ? 0 : sum / targets.cells();
  }

  private double[] gains(TwoTowerModel model) {
    return IntStream.range(0, targets.rows())
        .parallel()
        .mapToDouble(row -> gain(model, row))
        .toArray();
  }

  private double gain(TwoTowerModel model, int row) {
    float[] vector = model.foldIn(histories, traits, row);
    float[] scores = Kernel.FASTEST.products(model.itemVectors(), vector);
    for (int cell = histories.starts()[row]; cell < histories.starts()[row + 1]; cell++) {
      scores[histories.columns()[cell]] = Float.NEGATIVE_INFINITY;
    }
    double gain = 0;
    for (int cell = targets.starts()[row]; cell < targets.starts()[row + 1]; cell++) {
      gain += Math.log(2) / Math.log(1.0 + rank(scores, targets.columns()[cell]));
    }
    return gain;
  }

  private static int rank(float[] scores, int target) {
    int rank = 1;
    for (float score : scores) {
      rank += score > scores[target] ? 1 : 0;
    }
    return rank;
  }
}
