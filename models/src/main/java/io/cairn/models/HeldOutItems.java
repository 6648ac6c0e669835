package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The last wanted items of some rows, kept from training to tell when to stop.
 *
 * @param training the rows without them
 * @param histories those rows of {@code training} that have lost an item
 * @param targets what each of these has lost, shape {@code [histories.rows()]}
 */
@SuppressWarnings("ArrayRecordComponent") // for hot loops; identity is never compared
record HeldOutItems(SparseRows training, SparseRows histories, int[] targets) {
  private static final int ROWS_MAX = 2000;
  private static final int ONE_ROW_IN = 10;
  private static final int LENGTH_MIN = 3;

  /** Draws at most a tenth of the rows; rows of one or two items keep them. */
  static HeldOutItems of(SparseRows rows, SplittableRandom random) {
    BitSet drawn = new BitSet();
    int wanted = Math.min(ROWS_MAX, rows.rows() / ONE_ROW_IN);
    for (int draw = 0; draw < wanted; draw++) {
      int row = random.nextInt(rows.rows());
      if (rows.length(row) >= LENGTH_MIN && lastWanted(rows, row) >= 0) {
        drawn.set(row);
      }
    }
    int[] chosen = drawn.stream().toArray();
    int[] cells = IntStream.of(chosen).map(row -> lastWanted(rows, row)).toArray();
    SparseRows training = without(rows, cells);
    int[] targets = IntStream.of(cells).map(cell -> rows.columns()[cell]).toArray();
    return new HeldOutItems(training, training.picked(chosen), targets);
  }

  /** Returns the last cell of a row with a positive weight; -1 if there is none. */
  private static int lastWanted(SparseRows rows, int row) {
    for (int cell = rows.starts()[row + 1] - 1; cell >= rows.starts()[row]; cell--) {
      if (rows.weights()[cell] > 0) {
        return cell;
      }
    }
    return -1;
  }

  private static SparseRows without(SparseRows rows, int[] cells) {
    BitSet out = new BitSet();
    IntStream.of(cells).forEach(out::set);
    SparseRowsBuilder kept = new SparseRowsBuilder(rows.rows());
    for (int row = 0; row < rows.rows(); row++) {
      for (int cell = rows.starts()[row]; cell < rows.starts()[row + 1]; cell++) {
        if (!out.get(cell)) {
          kept.add(rows.columns()[cell], rows.weights()[cell]);
        }
      }
      kept.endRow();
    }
    return kept.build(rows.width());
  }

  /**
   * Returns the mean over the rows of {@code 1 / log2(1 + rank)}, the NDCG of a list of all items
   * that the row does not have; 0 if no items were held out.
   */
  double ndcg(TwoTowerModel model) {
    return IntStream.range(0, targets.length)
        .parallel()
        .mapToLong(row -> rank(model, row))
        .boxed()
        .toList()
        .stream()
        .mapToDouble(rank -> Math.log(2) / Math.log(1.0 + rank))
        .average()
        .orElse(0);
  }

  private long rank(TwoTowerModel model, int row) {
    float[] vector = model.foldIn(histories, row);
    float[] scores = Kernel.FASTEST.products(model.itemVectors(), vector);
    float target = scores[targets[row]];
    for (int cell = histories.starts()[row]; cell < histories.starts()[row + 1]; cell++) {
      scores[histories.columns()[cell]] = Float.NEGATIVE_INFINITY;
    }
    return 1 + IntStream.range(0, scores.length).filter(item -> scores[item] > target).count();
  }
}
