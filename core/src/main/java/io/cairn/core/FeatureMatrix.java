package io.cairn.core;

import java.util.Arrays;
import java.util.List;

/**
 * Feature values of some candidates.
 *
 * @param columns the feature names, in order
 * @param rows the number of candidates
 * @param values row-major, shape {@code [rows × columns.size()]}; not copied, do not modify
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record FeatureMatrix(List<String> columns, int rows, float[] values) {
  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if {@code values} has another number of cells
   */
  public FeatureMatrix {
    columns = List.copyOf(columns);
    if (values.length != rows * columns.size()) {
      throw new IllegalArgumentException(
          "values has " + values.length + " cells, not " + rows + " × " + columns.size());
    }
  }

  /** Returns a copy of one row, shape {@code [columns.size()]}. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns.size(), (row + 1) * columns.size());
  }
}
