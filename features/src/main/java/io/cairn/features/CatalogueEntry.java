package io.cairn.features;

import io.cairn.core.Item;

/**
 * What the catalogue says of an item, kept in the first slot of its row.
 *
 * @param firstSeenMillis when it arrived or, where that is not known, when the first event about it
 *     happened; epoch milliseconds
 * @param removed whether it left the catalogue for good
 */
public record CatalogueEntry(Item item, long firstSeenMillis, boolean removed) implements State {

  /** Whether it may be shown: available and not removed. */
  public boolean isShowable() {
    return item.available() && !removed;
  }
}
