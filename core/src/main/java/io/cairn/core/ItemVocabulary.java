package io.cairn.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the items that a model knows: the column of an item in the model's arrays. Immutable, and
 * safe for use by multiple threads.
 */
public final class ItemVocabulary {
  /** The column of an item that is not in the vocabulary. */
  public static final int UNKNOWN = -1;

  private final List<ItemId> items;
  private final Map<ItemId, Integer> columns;

  /**
   * Numbers the items from 0 in the given order.
   *
   * @throws IllegalArgumentException if an item comes twice
   */
  public ItemVocabulary(Collection<ItemId> items) {
    this.items = List.copyOf(items);
    columns = HashMap.newHashMap(this.items.size());
    for (ItemId item : this.items) {
      if (columns.put(item, columns.size()) != null) {
        throw new IllegalArgumentException("item " + item + " comes twice");
      }
    }
  }

  /** Returns how many items there are. */
  public int size() {
    return items.size();
  }

  /** Returns the items in column order. */
  public List<ItemId> items() {
    return items;
  }

  /** Returns the item of a column in [0, size). */
  public ItemId item(int column) {
    return items.get(column);
  }

  /** Returns the item's column, or {@link #UNKNOWN}. */
  public int column(ItemId item) {
    return columns.getOrDefault(item, UNKNOWN);
  }
}
