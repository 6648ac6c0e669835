package io.cairn.core;

/** Picks the best of many scores. */
public final class TopK {
  private TopK() {}

  /**
   * Returns the columns of the {@code k} highest scores, best first; equal scores in the order of
   * their columns. Scores that are negative infinity or not a number are left out, so the answer
   * may be shorter. {@code O(n log k)}, and about {@code O(n)} when most scores are low.
   *
   * @throws IllegalArgumentException if {@code k} is below 1
   */
  public static int[] of(float[] scores, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
    Heap heap = new Heap(scores, Math.min(k, scores.length));
    for (int column = 0; column < scores.length; column++) {
      heap.offer(column);
    }
    return heap.drain();
  }

  /** The best columns so far, the worst of them on top. */
  private static final class Heap {
    private final float[] scores;
    private final int[] columns;
    private int size;

    Heap(float[] scores, int capacity) {
      this.scores = scores;
      columns = new int[capacity];
    }

    /** Takes the column if it is better than the worst; an equal one came earlier and stays. */
    void offer(int column) {
      if (!(scores[column] > Float.NEGATIVE_INFINITY)) {
        return;
      }
      if (size < columns.length) {
        siftUp(column);
      } else if (scores[column] > scores[columns[0]]) {
        siftDown(column);
      }
    }

    int[] drain() {
      int[] best = new int[size];
      while (size > 0) {
        best[size - 1] = columns[0];
        size--;
        siftDown(columns[size]);
      }
      return best;
    }

    private boolean isWorse(int column, int other) {
      return scores[column] == scores[other] ? column > other : scores[column] < scores[other];
    }

    private void siftUp(int column) {
      int at = size++;
      while (at > 0 && isWorse(column, columns[(at - 1) / 2])) {
        columns[at] = columns[(at - 1) / 2];
        at = (at - 1) / 2;
      }
      columns[at] = column;
    }

    private void siftDown(int column) {
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && isWorse(columns[child + 1], columns[child])) {
          child++;
        }
        if (!isWorse(columns[child], column)) {
          break;
        }
        columns[at] = columns[child];
        at = child;
      }
      columns[at] = column;
    }
  }
}
