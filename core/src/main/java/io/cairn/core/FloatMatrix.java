package io.cairn.core;

/**
 * A matrix of floats over an array that it shares with whoever made it: a view for inner loops.
 *
 * @param values the cells; the one in row r and column c is at {@code r · rowStep + c ·
 *     columnStep}; may be longer than that needs; not copied
 * @param rows the number of rows
 * @param columns the number of columns
 * @param rowStep how far rows are apart in {@code values}
 * @param columnStep how far columns are apart, 1 in a row-major matrix
 */
@SuppressWarnings("ArrayRecordComponent") // a view for hot loops; identity is never compared
public record FloatMatrix(float[] values, int rows, int columns, int rowStep, int columnStep) {
  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if a cell would be outside of {@code values}
   */
  public FloatMatrix {
    long last = (rows - 1L) * rowStep + (columns - 1L) * columnStep;
    boolean isEmpty = rows == 0 || columns == 0;
    if (rows < 0 || columns < 0 || (!isEmpty && last >= values.length)) {
      throw new IllegalArgumentException(
          "%d × %d cells do not fit an array of %d".formatted(rows, columns, values.length));
    }
  }

  /** Returns a row-major view of the first cells of an array. */
  public static FloatMatrix of(float[] values, int rows, int columns) {
    return new FloatMatrix(values, rows, columns, columns, 1);
  }

  /** Returns a row-major matrix of zeros. */
  public static FloatMatrix zeros(int rows, int columns) {
    return of(new float[Math.multiplyExact(rows, columns)], rows, columns);
  }

  /**
   * Returns a row-major matrix of another shape, in the same array if it is long enough. What is in
   * it is not specified.
   */
  public FloatMatrix resized(int rows, int columns) {
    boolean fits = Math.multiplyExact(rows, columns) <= values.length;
    return fits ? of(values, rows, columns) : zeros(rows, columns);
  }

  /** Returns the transpose over the same array. */
  public FloatMatrix transposed() {
    return new FloatMatrix(values, columns, rows, columnStep, rowStep);
  }

  /** Returns a cell. */
  public float at(int row, int column) {
    return values[row * rowStep + column * columnStep];
  }
}
