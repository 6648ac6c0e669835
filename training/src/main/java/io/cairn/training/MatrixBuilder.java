package io.cairn.training;

import io.cairn.models.InteractionMatrix;
import java.util.Arrays;

/** Sums what each actor or group did with each item. For use by one thread, once. */
final class MatrixBuilder {

  /*
   * A row of the matrix is read from its last event to its first, and its cells are put down from
   * the end: so they come in the order of the items' last events. cellOf[item] is where the item's
   * cell of the row at hand is, where rowOf[item] says that it has one.
   */

  private final InteractionColumns events;
  private final int[] rowOf;
  private final int[] cellOf;
  private int[] columns = new int[0];
  private float[] sums = new float[0];
  private long[] times = new long[0];

  MatrixBuilder(InteractionColumns events, int items) {
    this.events = events;
    rowOf = new int[items];
    Arrays.fill(rowOf, -1);
    cellOf = new int[items];
  }

  InteractionMatrix build(InteractionTable.Grouped grouped) {
    int[] starts = grouped.starts();
    columns = new int[grouped.members().length];
    sums = new float[columns.length];
    times = new long[columns.length];
    int[] rowStarts = new int[starts.length];
    for (int row = 0; row + 1 < starts.length; row++) {
      int first = addRow(row, grouped);
      int cells = starts[row + 1] - first;
      move(first, rowStarts[row], cells);
      rowStarts[row + 1] = rowStarts[row] + cells;
    }
    int cells = rowStarts[starts.length - 1];
    return new InteractionMatrix(
        rowOf.length,
        rowStarts,
        Arrays.copyOf(columns, cells),
        Arrays.copyOf(sums, cells),
        Arrays.copyOf(times, cells));
  }

  /** Returns the first of the row's cells, which end where its members end. */
  private int addRow(int row, InteractionTable.Grouped grouped) {
    int first = grouped.starts()[row + 1];
    for (int i = grouped.starts()[row + 1] - 1; i >= grouped.starts()[row]; i--) {
      int event = grouped.members()[i];
      int item = events.item(event);
      if (rowOf[item] == row) {
        sums[cellOf[item]] += events.weight(event);
      } else {
        first--;
        rowOf[item] = row;
        cellOf[item] = first;
        columns[first] = item;
        sums[first] = events.weight(event);
        times[first] = events.time(event);
      }
    }
    return first;
  }

  private void move(int from, int to, int cells) {
    System.arraycopy(columns, from, columns, to, cells);
    System.arraycopy(sums, from, sums, to, cells);
    System.arraycopy(times, from, times, to, cells);
  }
}
