package io.cairn.models;

import io.cairn.core.Progress;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Learns the numbers of a sequence model for a {@link SequenceTrainer}, which finds it by {@link
 * java.util.ServiceLoader}: what it takes to compute gradients is heavy, and a model that is
 * learned runs without. Implementations are stateless.
 */
public interface SequenceLearner {

  /**
   * Learns for the trainer's epochs, or until it is told to stop.
   *
   * @param trainer the hyperparameters
   * @param inputs the rows to learn from; at least one has an item after another
   * @param goesOn is told the numbers after each epoch and whether it was the last, by the names
   *     and in the shapes of {@link SequenceTrainer#shapes}, each row-major; they are fresh copies;
   *     what it returns says whether to go on
   * @param progress is told how many steps are done
   * @throws IllegalArgumentException if the numbers run out of the range of numbers
   */
  void learn(
      SequenceTrainer trainer,
      Inputs inputs,
      Predicate<Map<String, float[]>> goesOn,
      Progress progress);

  /**
   * What a sequence model sees of rows: which item came at each position, what was done with it,
   * and how long after the event before. Times of many sizes are put into a few buckets, so that
   * each can have a vector of its own.
   *
   * @param items the number of columns
   * @param types the number of codes of what can be done
   * @param starts where each row begins in the arrays below, shape {@code [rows + 1]}
   * @param columns the items of each row, oldest first, shape {@code [starts[rows]]}
   * @param codes what was done, from 0 to below {@code types}; 0 where unknown; same shape
   * @param gaps the bucket of the time since the event before, from 0 to below {@link #GAPS}; 0 for
   *     less than a second, and for the first event of a row; same shape
   * @param wanted whether the event is to be foretold from those before it; same shape
   */
  @SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
  record Inputs(
      int items,
      int types,
      int[] starts,
      int[] columns,
      int[] codes,
      int[] gaps,
      boolean[] wanted) {
    /** How many buckets there are for times: none, then 1 second, 2, 4, 8 and so on. */
    public static final int GAPS = 32;

    private static final int MILLIS = 1000;

    /** Returns what is to be seen of rows. */
    static Inputs of(EventSequence.Rows rows, EventTypes types) {
      EventSequence events = rows.events();
      int[] gaps = new int[events.size()];
      for (int row = 0; row < rows.rows(); row++) {
        for (int cell = rows.starts()[row] + 1; cell < rows.starts()[row + 1]; cell++) {
          gaps[cell] = gap(events.times()[cell] - events.times()[cell - 1]);
        }
      }
      return new Inputs(
          rows.items(),
          types.codes(),
          rows.starts(),
          events.columns(),
          types.codesOf(events),
          gaps,
          rows.wanted());
    }

    /** Returns what is to be seen of one row, of which nothing is to be foretold. */
    static Inputs of(EventSequence events, int items, EventTypes types) {
      int[] starts = {0, events.size()};
      return of(new EventSequence.Rows(items, starts, events, new boolean[events.size()]), types);
    }

    /** Returns the number of rows. */
    public int rows() {
      return starts.length - 1;
    }

    static int gap(long millis) {
      long seconds = Math.max(0, millis / MILLIS);
      return Math.min(GAPS - 1, Long.SIZE - Long.numberOfLeadingZeros(seconds));
    }
  }
}
