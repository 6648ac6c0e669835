package io.cairn.features;

import io.cairn.core.Item;
import io.cairn.core.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of an item, kept in the first slot of its row.
 *
 * @param firstSeenMillis when it arrived or, where that is not known, when the first event about it
 *     happened; epoch milliseconds
 * @param removed whether it left the catalogue for good
 */
public record CatalogueEntry(Item item, long firstSeenMillis, boolean removed) implements State {

  /** Returns the texts of an attribute of the item whose row it is; empty where there are none. */
  static List<String> texts(Row item, String attribute) {
    return item.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
        ? entry.item().texts(attribute)
        : List.of();
  }

  /** Returns the value of an attribute of the item whose row it is, or null. */
  static @Nullable Value value(Row item, String attribute) {
    return item.state(Row.DESCRIPTION) instanceof CatalogueEntry entry
        ? entry.item().attributes().get(attribute)
        : null;
  }

  /** Whether it may be shown: available and not removed. */
  public boolean isShowable() {
    return item.available() && !removed;
  }
}
