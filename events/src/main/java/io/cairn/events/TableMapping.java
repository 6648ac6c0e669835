package io.cairn.events;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the columns of a table mean. Immutable.
 *
 * @param header the column names, given or made up
 * @param roles the columns, from 0, of the roles that the table has
 * @param starsDivisor what ratings are divided by to become 0 to 5 stars
 */
record TableMapping(
    TableKind kind, List<String> header, Map<ColumnRole, Integer> roles, double starsDivisor) {
  TableMapping {
    header = List.copyOf(header);
    roles = new EnumMap<>(roles);
  }

  boolean has(ColumnRole role) {
    return roles.containsKey(role);
  }

  /** Returns the cell of a role; the empty string where the table has no such column. */
  String cell(String[] cells, ColumnRole role) {
    Integer column = roles.get(role);
    return column == null ? "" : cells[column];
  }

  /** Returns the name of a role's column. */
  String name(ColumnRole role) {
    Integer column = roles.get(role);
    return column == null ? role.name().toLowerCase(Locale.ROOT) : header.get(column);
  }

  /** Whether the column has no role: an attribute of an item or user, unused in an event. */
  boolean isFree(int column) {
    return !roles.containsValue(column);
  }

  /** Returns a line for each column, such as {@code user ← userId}. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    roles.forEach((role, column) -> lines.add(describe(role, header.get(column))));
    for (int column = 0; column < header.size(); column++) {
      if (isFree(column)) {
        boolean unused = kind == TableKind.EVENTS;
        lines.add((unused ? "not used: " : "attribute ← ") + header.get(column));
      }
    }
    if (kind == TableKind.EVENTS && !has(ColumnRole.TYPE)) {
      lines.add("every row is a " + defaultType());
    }
    if (kind == TableKind.EVENTS && !has(ColumnRole.TIME)) {
      lines.add("no time: every row happens now, in the order of the file");
    }
    return lines;
  }

  /** Returns the type of events whose table has none. */
  String defaultType() {
    return has(ColumnRole.RATING) ? "rating" : "view";
  }

  private String describe(ColumnRole role, String name) {
    String scale =
        role == ColumnRole.RATING && starsDivisor != 1 ? " ÷ %.0f".formatted(starsDivisor) : "";
    String word = role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return word + " ← " + name + scale;
  }
}
