package io.cairn.events;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;

/**
 * The rows of a Parquet file: one cell for each flat column, in the order of the schema. Columns
 * inside others (lists, maps) are left out.
 */
final class ParquetRows implements Rows {
  private final List<ColumnDescriptor> columns;
  private final ParquetReader<Object[], Object[], String[]> reader;
  private Object[] values = {};
  private long number;

  ParquetRows(Path path) throws IOException {
    try {
      columns = columns(path);
      reader = ParquetReader.spliterator(path.toFile(), new Row(columns));
    } catch (RuntimeException e) {
      throw new IOException("not a Parquet file, or one that is cut off: " + e.getMessage(), e);
    }
  }

  /** Returns the names of the flat columns. */
  String[] names() {
    return columns.stream().map(column -> column.getPath()[0]).toArray(String[]::new);
  }

  private static List<ColumnDescriptor> columns(Path path) throws IOException {
    return ParquetReader.readMetadata(path.toFile())
        .getFileMetaData()
        .getSchema()
        .getColumns()
        .stream()
        .filter(column -> column.getPath().length == 1 && column.getMaxRepetitionLevel() == 0)
        .toList();
  }

  @Override
  public boolean next() throws IOException {
    try {
      boolean more = reader.tryAdvance(row -> values = row);
      number += more ? 1 : 0;
      return more;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new IOException("a page of the Parquet file cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String[] cells() {
    String[] cells = new String[values.length];
    for (int column = 0; column < cells.length; column++) {
      cells[column] = cell(columns.get(column), values[column]);
    }
    return cells;
  }

  private static String cell(
      ColumnDescriptor column, @org.jspecify.annotations.Nullable Object value) {
    LogicalTypeAnnotation type = column.getPrimitiveType().getLogicalTypeAnnotation();
    if (value == null) {
      return "";
    }
    if (type instanceof TimestampLogicalTypeAnnotation time && value instanceof Long count) {
      return Instant.EPOCH.plus(count, unit(time)).toString();
    }
    if (type instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation
        && value instanceof Integer day) {
      return LocalDate.ofEpochDay(day).toString();
    }
    return value instanceof Double || value instanceof Float ? plain(value) : value.toString();
  }

  private static String plain(Object number) {
    double value = ((Number) number).doubleValue();
    return Double.isFinite(value)
        ? new BigDecimal(number.toString()).toPlainString()
        : number.toString();
  }

  private static ChronoUnit unit(TimestampLogicalTypeAnnotation type) {
    return switch (type.getUnit()) {
      case MILLIS -> ChronoUnit.MILLIS;
      case MICROS -> ChronoUnit.MICROS;
      case NANOS -> ChronoUnit.NANOS;
    };
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Puts the values of a row in the order of the columns. */
  private static final class Row implements Hydrator<Object[], Object[], String[]> {
    private final Map<List<String>, Integer> places = new HashMap<>();

    Row(List<ColumnDescriptor> columns) {
      columns.forEach(column -> places.put(Arrays.asList(column.getPath()), places.size()));
    }

    @Override
    public Object[] start() {
      return new Object[places.size()];
    }

    @Override
    public Object[] add(Object[] row, String[] path, Object value) {
      Integer place = places.get(Arrays.asList(path));
      if (place != null) {
        row[place] = value;
      }
      return row;
    }

    @Override
    public Object[] finish(Object[] row) {
      return row;
    }
  }
}
