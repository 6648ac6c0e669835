package io.cairn.recommender;

import io.cairn.core.ItemId;
import java.util.List;

/**
 * What the configuration says of a page of rows.
 *
 * @param rowsMax how many rows it has at most, at least 1
 * @param itemsMin with fewer items a row is left out, at least 1
 * @param rows what may stand on it; of rows that have equally much for a visitor, in this order
 */
public record PageSettings(int rowsMax, int itemsMin, List<RowSettings> rows) {
  /** Copies the list, and checks the numbers. */
  public PageSettings {
    new PageRequest.Bounds(rowsMax, itemsMin);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows must be at least one, were none");
    }
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param surface whose list it is
   * @param title what people read above it
   * @param count how many items, at least 1
   * @param personalMin with a smaller share of places that personal sources fill the row is left
   *     out, from 0 to 1
   */
  public record RowSettings(String surface, String title, int count, double personalMin) {
    /** Checks the numbers. */
    public RowSettings {
      new PageRequest.Row(surface, title, List.of(), count, personalMin);
    }
  }

  /** Returns how much stands on the page. */
  public PageRequest.Bounds bounds() {
    return new PageRequest.Bounds(rowsMax, itemsMin);
  }

  /** Returns the rows of a page about some items, or about none. */
  public List<PageRequest.Row> rows(List<ItemId> seeds) {
    return rows.stream()
        .map(
            row ->
                new PageRequest.Row(
                    row.surface(), row.title(), seeds, row.count(), row.personalMin()))
        .toList();
  }
}
