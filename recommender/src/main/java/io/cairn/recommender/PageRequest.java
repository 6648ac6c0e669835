package io.cairn.recommender;

import io.cairn.core.Context;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.List;

/**
 * One ask for a page of rows. Immutable.
 *
 * @param rows what may stand on the page, at least one
 * @param bounds how much stands on the page
 * @param time the moment as of which rows are read
 */
public record PageRequest(
    RequestId id, Visitor visitor, Context context, List<Row> rows, Bounds bounds, Instant time) {
  /** Copies the rows. */
  public PageRequest {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a page needs at least one row");
    }
    rows = List.copyOf(rows);
  }

  /**
   * How much stands on a page.
   *
   * @param rowsMax how many rows at most, at least 1
   * @param itemsMin with fewer items a row is left out, at least 1
   */
  public record Bounds(int rowsMax, int itemsMin) {
    /** Checks the numbers. */
    public Bounds {
      if (rowsMax < 1 || itemsMin < 1) {
        throw new IllegalArgumentException(
            "rows-max and items-min must be at least 1, were %d and %d"
                .formatted(rowsMax, itemsMin));
      }
    }
  }

  /**
   * A list of the page.
   *
   * @param surface whose list it is
   * @param title what people read above it; may be empty
   * @param seeds the items that the list is about; may be empty
   * @param count how many items, at least 1
   * @param personalMin with a smaller share of places that personal sources fill the row is left
   *     out, from 0 to 1
   */
  public record Row(
      String surface, String title, List<ItemId> seeds, int count, double personalMin) {
    /** Copies the list, and checks the numbers. */
    public Row {
      if (count < 1 || !(personalMin >= 0 && personalMin <= 1)) {
        throw new IllegalArgumentException(
            "a row has at least 1 item and a share from 0 to 1, were %d and %s"
                .formatted(count, personalMin));
      }
      seeds = List.copyOf(seeds);
    }
  }
}
