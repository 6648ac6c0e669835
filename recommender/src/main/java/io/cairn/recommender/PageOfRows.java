package io.cairn.recommender;

import io.cairn.core.RequestId;
import java.util.List;

/**
 * Several lists for one visitor, in which nothing stands twice. Immutable.
 *
 * @param id of the request; each row's list has an id of its own, which begins with it
 * @param rows in the order in which they are to be shown
 * @param left the rows that are left out
 */
public record PageOfRows(RequestId id, List<Row> rows, List<Left> left) {
  /** Copies the lists. */
  public PageOfRows {
    rows = List.copyOf(rows);
    left = List.copyOf(left);
  }

  /**
   * A row.
   *
   * @param personal the share of its places that personal sources fill, from 0 to 1
   */
  public record Row(PageRequest.Row asked, Recommendation list, double personal) {}

  /**
   * A row that is left out.
   *
   * @param reason in words for people
   */
  public record Left(PageRequest.Row asked, String reason) {}
}
