package io.cairn.app.demo;

import io.cairn.core.Item;
import io.cairn.core.ItemId;

/**
 * An item and what only the world knows of it. Immutable.
 *
 * @param index its place in the catalogue, from 0
 * @param item what the shop says of it while it is on sale
 * @param style an index of {@link Assortment#STYLES}
 * @param priceLevel how dear it is on its shelf, in standard deviations of the log price
 * @param appeal how well made it is, whoever looks; standard normal
 * @param fromDay the day of the world when it came; negative for those that were there before
 * @param untilDay the day when it goes; infinite for those that stay
 */
record Product(
    int index,
    Item item,
    Subcategory subcategory,
    Brand brand,
    int style,
    double priceLevel,
    double appeal,
    double fromDay,
    double untilDay) {

  ItemId id() {
    return item.id();
  }

  boolean isAvailable(double day) {
    return day >= fromDay && day < untilDay;
  }

  /** Returns how like another this product is; 0 for the same style, brand and price. */
  double closeness(Product other) {
    double away = Math.abs(priceLevel - other.priceLevel);
    return (style == other.style ? 0 : -1)
        + (brand.index() == other.brand.index() ? 0 : -1)
        - 0.5 * away;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Product product && product.index == index;
  }

  @Override
  public int hashCode() {
    return index;
  }
}
