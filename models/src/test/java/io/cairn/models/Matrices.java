package io.cairn.models;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small matrices to train on. */
final class Matrices {
  /** The items of one taste in {@link #planted}; the second taste has as many, after them. */
  static final int GROUP = 30;

  private static final int ROW = 6;

  private Matrices() {}

  /** Returns the rows with a weight of 1 in every cell. */
  static InteractionMatrix of(int items, int[]... rows) {
    int cells = Stream.of(rows).mapToInt(row -> row.length).sum();
    float[] weights = new float[cells];
    Arrays.fill(weights, 1);
    return weighted(items, weights, rows);
  }

  static InteractionMatrix weighted(int items, float[] weights, int[]... rows) {
    int[] starts = new int[rows.length + 1];
    for (int row = 0; row < rows.length; row++) {
      starts[row + 1] = starts[row] + rows[row].length;
    }
    int[] columns = Stream.of(rows).flatMapToInt(IntStream::of).toArray();
    return new InteractionMatrix(items, starts, columns, weights, new long[columns.length]);
  }

  /** Returns rows of distinct items drawn at random. */
  static InteractionMatrix random(int rows, int items, int length, long seed) {
    Random random = new Random(seed);
    return of(
        items,
        IntStream.range(0, rows)
            .mapToObj(_ -> random.ints(0, items).distinct().limit(length).toArray())
            .toArray(int[][]::new));
  }

  /**
   * Returns rows of two tastes in turn: each walks through a few neighbouring items of its group,
   * round a ring, from a random start.
   */
  static InteractionMatrix planted(int rows) {
    Random random = new Random(5);
    return of(
        2 * GROUP,
        IntStream.range(0, rows)
            .mapToObj(row -> walk(row % 2, random.nextInt(GROUP), ROW))
            .toArray(int[][]::new));
  }

  /** Returns a few neighbouring items of a group. */
  static int[] walk(int group, int start, int length) {
    return IntStream.range(start, start + length)
        .map(step -> group * GROUP + step % GROUP)
        .toArray();
  }

  static History history(int... columns) {
    float[] weights = new float[columns.length];
    Arrays.fill(weights, 1);
    return new History(columns, weights);
  }

  static History row(InteractionMatrix matrix, int row) {
    int from = matrix.starts()[row];
    int to = matrix.starts()[row + 1];
    return new History(
        Arrays.copyOfRange(matrix.columns(), from, to),
        Arrays.copyOfRange(matrix.weights(), from, to));
  }
}
