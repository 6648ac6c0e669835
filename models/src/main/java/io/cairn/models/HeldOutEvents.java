package io.cairn.models;

import io.cairn.core.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The last wanted event of some rows, kept from training with all after it to tell when to stop.
 *
 * @param training the rows without them
 * @param tests what came before each
 */
record HeldOutEvents(EventSequence.Rows training, List<Test> tests) {
  private static final int ROWS_MAX = 2000;
  private static final int ONE_ROW_IN = 10;
  private static final int BEFORE_MIN = 2;

  /** What came before, and the item of the event that is held out. */
  record Test(EventSequence before, int target) {}

  /** Draws at most a tenth of the rows; those with fewer than three events keep them. */
  static HeldOutEvents of(EventSequence.Rows rows, SplittableRandom random) {
    BitSet lost = new BitSet(rows.events().size());
    List<Test> tests = new ArrayList<>();
    int draws = Math.min(ROWS_MAX, rows.rows() / ONE_ROW_IN);
    for (int draw = 0; draw < draws; draw++) {
      int row = random.nextInt(rows.rows());
      int from = rows.starts()[row];
      int last = lastWanted(rows, row);
      if (last >= from + BEFORE_MIN && !lost.get(last)) {
        lost.set(last, rows.starts()[row + 1]);
        tests.add(new Test(rows.events().part(from, last), rows.events().columns()[last]));
      }
    }
    return new HeldOutEvents(without(rows, lost), tests);
  }

  /** Returns the place of the last wanted event of a row, or -1. */
  private static int lastWanted(EventSequence.Rows rows, int row) {
    for (int cell = rows.starts()[row + 1] - 1; cell >= rows.starts()[row]; cell--) {
      if (rows.wanted()[cell]) {
        return cell;
      }
    }
    return -1;
  }

  private static EventSequence.Rows without(EventSequence.Rows rows, BitSet lost) {
    EventSequence events = rows.events();
    int size = events.size() - lost.cardinality();
    int[] starts = new int[rows.rows() + 1];
    int[] columns = new int[size];
    String[] types = new String[size];
    long[] times = new long[size];
    boolean[] wanted = new boolean[size];
    int at = 0;
    for (int row = 0; row < rows.rows(); row++) {
      for (int cell = rows.starts()[row];
          cell < rows.starts()[row + 1] && !lost.get(cell);
          cell++) {
        columns[at] = events.columns()[cell];
        types[at] = events.types()[cell];
        times[at] = events.times()[cell];
        wanted[at++] = rows.wanted()[cell];
      }
      starts[row + 1] = at;
    }
    return new EventSequence.Rows(
        rows.items(), starts, new EventSequence(columns, types, times), wanted);
  }

  /** Whether there is nothing to tell by. */
  boolean isEmpty() {
    return tests.isEmpty();
  }

  /**
   * Returns the mean over what was held out of {@code 1 / log2(1 + rank)}, the rank among all
   * items; 0 if nothing was.
   */
  double gain(SequenceModel model) {
    double[] gains = tests.parallelStream().mapToDouble(test -> gain(model, test)).toArray();
    return Arrays.stream(gains).average().orElse(0);
  }

  private static double gain(SequenceModel model, Test test) {
    float[] scores = Kernel.FASTEST.products(model.itemVectors(), model.foldIn(test.before));
    return Math.log(2) / Math.log(1.0 + HeldOutItems.rank(scores, test.target));
  }
}
