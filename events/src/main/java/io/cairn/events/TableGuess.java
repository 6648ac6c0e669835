package io.cairn.events;

import io.cairn.core.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Guesses what the columns of a table mean: by its header names, or, where there is no header, by
 * its values. Without a header, the first column that is neither time nor rating is the user, the
 * second the item.
 */
final class TableGuess {
  private static final double EPOCH_MIN = 1e8;
  private static final Set<ColumnRole> OF_EVENTS =
      EnumSet.range(ColumnRole.USER, ColumnRole.REGION);
  private static final Set<ColumnRole> OF_ITEMS =
      EnumSet.of(
          ColumnRole.ITEM,
          ColumnRole.ID,
          ColumnRole.TITLE,
          ColumnRole.CATEGORY,
          ColumnRole.AVAILABLE,
          ColumnRole.ARRIVAL,
          ColumnRole.TIME);
  private static final Set<ColumnRole> OF_USERS =
      EnumSet.of(ColumnRole.USER, ColumnRole.ID, ColumnRole.TIME);

  private final InputFile file;

  /**
   * Guesses for one file.
   *
   * @param file named in messages; its name tells items from users where the columns do not
   */
  TableGuess(InputFile file) {
    this.file = file;
  }

  /** Whether the first row names columns. */
  static boolean isHeader(String[] row) {
    boolean known = false;
    for (String cell : row) {
      boolean valued = cell.isBlank() || Cells.value(cell) instanceof Value.Numeric;
      if (valued || Times.iso(cell.strip()).isPresent()) {
        return false;
      }
      known |= ColumnRole.of(cell).isPresent();
    }
    return known;
  }

  /**
   * Guesses from the header.
   *
   * @throws UnreadableImportException if a name comes twice, or neither events nor items nor users
   *     can be made of the columns
   */
  TableMapping byHeader(String[] names, List<String[]> sample) {
    List<String> header = new ArrayList<>();
    Map<ColumnRole, Integer> found = new EnumMap<>(ColumnRole.class);
    for (String name : names) {
      if (header.contains(name.strip())) {
        throw unreadable("two columns are named '%s': rename one".formatted(name.strip()));
      }
      header.add(name.strip());
      Optional<ColumnRole> role = ColumnRole.of(name);
      role.ifPresent(known -> found.putIfAbsent(known, header.size() - 1));
    }
    TableKind kind = kind(found).orElseThrow(() -> unknown(header));
    found.keySet().retainAll(roles(kind));
    return new TableMapping(kind, header, found, divisor(found, sample));
  }

  private static Set<ColumnRole> roles(TableKind kind) {
    return switch (kind) {
      case EVENTS -> OF_EVENTS;
      case ITEMS -> OF_ITEMS;
      case USERS -> OF_USERS;
    };
  }

  private Optional<TableKind> kind(Map<ColumnRole, Integer> found) {
    boolean visitor = found.containsKey(ColumnRole.USER) || found.containsKey(ColumnRole.SESSION);
    if (visitor && found.containsKey(ColumnRole.ITEM)) {
      return Optional.of(TableKind.EVENTS);
    }
    if (found.containsKey(ColumnRole.ITEM)) {
      return Optional.of(TableKind.ITEMS);
    }
    if (found.containsKey(ColumnRole.USER)) {
      return Optional.of(TableKind.USERS);
    }
    if (!found.containsKey(ColumnRole.ID)) {
      return Optional.empty();
    }
    boolean users = file.name().contains("user") || file.name().contains("customer");
    return Optional.of(users ? TableKind.USERS : TableKind.ITEMS);
  }

  /**
   * Guesses from the values.
   *
   * @throws UnreadableImportException if there are fewer than two columns for user and item
   */
  TableMapping byValues(List<String[]> sample) {
    int width = sample.getFirst().length;
    Map<ColumnRole, Integer> found = new EnumMap<>(ColumnRole.class);
    for (int column = width - 1; column >= 0; column--) {
      if (!found.containsKey(ColumnRole.TIME) && isTime(sample, column)) {
        found.put(ColumnRole.TIME, column);
      }
    }
    for (int column = width - 1; column >= 2; column--) {
      if (!found.containsValue(column) && isRating(sample, column)) {
        found.putIfAbsent(ColumnRole.RATING, column);
      }
    }
    for (int column = 0; column < width; column++) {
      if (!found.containsValue(column) && !found.containsKey(ColumnRole.ITEM)) {
        found.put(found.containsKey(ColumnRole.USER) ? ColumnRole.ITEM : ColumnRole.USER, column);
      }
    }
    List<String> header = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      header.add("column " + (column + 1));
    }
    if (!found.containsKey(ColumnRole.ITEM)) {
      throw unknown(header);
    }
    return new TableMapping(TableKind.EVENTS, header, found, divisor(found, sample));
  }

  private static boolean isTime(List<String[]> sample, int column) {
    return all(
        sample,
        column,
        cell -> Times.iso(cell).isPresent() || (isNumber(cell) && number(cell) >= EPOCH_MIN));
  }

  /** Whether all are numbers from 0 to 100, and several rows have the same one. */
  private static boolean isRating(List<String[]> sample, int column) {
    Set<String> distinct = new HashSet<>();
    sample.forEach(row -> distinct.add(column < row.length ? row[column] : ""));
    boolean few = distinct.size() <= 21 && (sample.size() < 10 || distinct.size() < sample.size());
    return few
        && all(sample, column, cell -> isNumber(cell) && number(cell) >= 0 && number(cell) <= 100);
  }

  private static boolean all(List<String[]> sample, int column, Predicate<String> holds) {
    return sample.stream().allMatch(row -> column < row.length && holds.test(row[column].strip()));
  }

  private static boolean isNumber(String cell) {
    return Cells.value(cell) instanceof Value.Numeric;
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.strip());
  }

  /** Returns 1 for ratings to 5, 2 for ratings to 10, 20 for ratings to 100. */
  private static double divisor(Map<ColumnRole, Integer> found, List<String[]> sample) {
    Integer column = found.get(ColumnRole.RATING);
    double most = 0;
    for (String[] row : sample) {
      if (column != null && column < row.length && isNumber(row[column])) {
        most = Math.max(most, number(row[column]));
      }
    }
    return most <= 5 ? 1 : most <= 10 ? 2 : 20;
  }

  private UnreadableImportException unknown(List<String> header) {
    return unreadable(
        "cannot tell what the columns mean (%s): name them, such as user,item,time or id,title"
            .formatted(String.join(", ", header).toLowerCase(Locale.ROOT)));
  }

  private UnreadableImportException unreadable(String what) {
    return new UnreadableImportException(file.path(), what);
  }
}
