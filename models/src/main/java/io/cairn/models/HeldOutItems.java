package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The last wanted items of some rows, kept from training to tell when to stop.
 *
 * @param training the rows without them
 * @param rows which rows of {@code training} have lost items
 * @param targets what each of these has lost, in the same order
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never compared
record HeldOutItems(InteractionMatrix training, int[] rows, SparseRows targets) {
  private static final int ROWS_MAX = 2000;
  private static final int ONE_ROW_IN = 10;
  private static final int ONE_ITEM_IN = 10;
  private static final int LENGTH_MIN = 3;

  /**
   * Draws at most a tenth of the rows, and takes the last tenth of what they want, at least one
   * item; rows of one or two items keep them.
   */
  static HeldOutItems of(InteractionMatrix matrix, SplittableRandom random) {
    SparseRows all = SparseRows.of(matrix);
    int[] rows = draw(all, random);
    BitSet lost = new BitSet(matrix.cells());
    SparseRowsBuilder targets = new SparseRowsBuilder(rows.length);
    for (int row : rows) {
      int wanted = all.positives(row);
      int firstLost = wanted - Math.max(1, wanted / ONE_ITEM_IN);
      for (int cell = all.starts()[row]; cell < all.starts()[row + 1]; cell++) {
        if (all.weights()[cell] > 0 && firstLost-- <= 0) {
          lost.set(cell);
          targets.add(all.columns()[cell], all.weights()[cell]);
        }
      }
      targets.endRow();
    }
    return new HeldOutItems(without(matrix, lost), rows, targets.build(all.width()));
  }

  private static int[] draw(SparseRows all, SplittableRandom random) {
    BitSet drawn = new BitSet();
    int draws = Math.min(ROWS_MAX, all.rows() / ONE_ROW_IN);
    for (int draw = 0; draw < draws; draw++) {
      int row = random.nextInt(all.rows());
      if (all.length(row) >= LENGTH_MIN && all.positives(row) > 0) {
        drawn.set(row);
      }
    }
    return drawn.stream().toArray();
  }

  private static InteractionMatrix without(InteractionMatrix matrix, BitSet lost) {
    int cells = matrix.cells() - lost.cardinality();
    int[] starts = new int[matrix.rows() + 1];
    int[] columns = new int[cells];
    float[] weights = new float[cells];
    long[] times = new long[cells];
    int size = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      for (int cell = matrix.starts()[row]; cell < matrix.starts()[row + 1]; cell++) {
        if (!lost.get(cell)) {
          columns[size] = matrix.columns()[cell];
          weights[size] = matrix.weights()[cell];
          times[size++] = matrix.times()[cell];
        }
      }
      starts[row + 1] = size;
    }
    return new InteractionMatrix(matrix.items(), starts, columns, weights, times);
  }

  /** Whether there is nothing to tell by. */
  boolean isEmpty() {
    return targets.cells() == 0;
  }

  /**
   * Returns the mean over what was lost of {@code 1 / log2(1 + rank)}, the rank among all items
   * that the row does not have; 0 if nothing was.
   */
  double gain(EmbeddingModel model) {
    return gain(model, ItemContent.none(training.rows()));
  }

  /**
   * Returns the same for a model that knows traits.
   *
   * @param traits of the rows of {@code training}
   */
  double gain(EmbeddingModel model, ItemContent traits) {
    double sum = 0;
    for (double gain : gains(model, traits)) {
      sum += gain;
    }
    return isEmpty() ? 0 : sum / targets.cells();
  }

  private double[] gains(EmbeddingModel model, ItemContent traits) {
    return IntStream.range(0, targets.rows())
        .parallel()
        .mapToDouble(row -> gain(model, traits, row))
        .toArray();
  }

  private double gain(EmbeddingModel model, ItemContent traits, int row) {
    History history = history(rows[row]).withTraits(traits.tokens(rows[row]).toArray());
    float[] scores = Kernel.FASTEST.products(model.itemVectors(), model.foldIn(history));
    for (int column : history.columns()) {
      scores[column] = Float.NEGATIVE_INFINITY;
    }
    double gain = 0;
    for (int cell = targets.starts()[row]; cell < targets.starts()[row + 1]; cell++) {
      gain += Math.log(2) / Math.log(1.0 + rank(scores, targets.columns()[cell]));
    }
    return gain;
  }

  private History history(int row) {
    int from = training.starts()[row];
    int to = training.starts()[row + 1];
    return new History(
        Arrays.copyOfRange(training.columns(), from, to),
        Arrays.copyOfRange(training.weights(), from, to),
        Arrays.copyOfRange(training.times(), from, to));
  }

  /** Returns the place of an item among all, from 1; those of equal scores do not count. */
  static int rank(float[] scores, int target) {
    int rank = 1;
    for (float score : scores) {
      rank += score > scores[target] ? 1 : 0;
    }
    return rank;
  }
}
