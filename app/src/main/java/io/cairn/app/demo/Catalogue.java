package io.cairn.app.demo;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The products of a world and which of them go together. Immutable. */
final class Catalogue {
  /** How many products of one other shelf go along with a product. */
  static final int COMPLEMENTS_PER_SHELF = 3;

  private final List<Product> products;
  private final List<List<Product>> shelves = new ArrayList<>();
  private final Map<ItemId, Product> byId = new HashMap<>();
  private final List<List<ItemId>> complements;

  Catalogue(List<Product> products) {
    this.products = products;
    Assortment.SUBCATEGORIES.forEach(_ -> shelves.add(new ArrayList<>()));
    for (Product product : products) {
      shelves.get(product.subcategory().index()).add(product);
      byId.put(product.id(), product);
    }
    complements = products.stream().map(this::closestAcross).toList();
  }

  List<Product> products() {
    return products;
  }

  /** Returns the products of a subcategory, whenever they are on sale. */
  List<Product> shelf(int subcategory) {
    return shelves.get(subcategory);
  }

  /**
   * Returns the product of an item.
   *
   * @throws IllegalArgumentException if the world has no such item
   */
  Product product(ItemId id) {
    Product product = byId.get(id);
    if (product == null) {
      throw new IllegalArgumentException("the world has no item " + id);
    }
    return product;
  }

  /** Returns the items that people want along with a product, best match first. */
  List<ItemId> complements(Product product) {
    return complements.get(product.index());
  }

  /** Returns what goes along with any item of the basket; items of no world add nothing. */
  Set<ItemId> complements(Set<ItemId> basket) {
    return basket.stream()
        .filter(byId::containsKey)
        .flatMap(item -> complements(product(item)).stream())
        .filter(item -> !basket.contains(item))
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<ItemId> closestAcross(Product product) {
    Comparator<Product> byMatch =
        Comparator.comparingDouble(other -> -product.closeness(other) - 0.5 * other.appeal());
    return product.subcategory().complements().stream()
        .map(id -> shelf(Assortment.subcategory(id).index()))
        .flatMap(shelf -> shelf.stream().sorted(byMatch).limit(COMPLEMENTS_PER_SHELF))
        .sorted(byMatch)
        .map(Product::id)
        .toList();
  }
}
