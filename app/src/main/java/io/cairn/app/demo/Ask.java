package io.cairn.app.demo;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the shop has to fill a list from. For use by one thread.
 *
 * @param demand how much the person asks for each subcategory, from {@link Shop#demand}
 * @param opened what the person has clicked on before; never shown again
 * @param random decides what the list takes
 */
@SuppressWarnings("ArrayRecordComponent") // shared for a session; asks are not compared
record Ask(Shopper shopper, double[] demand, Set<Product> opened, RandomGenerator random) {

  /** Whether a product may be in the list. */
  boolean allows(Product product) {
    return product.isAvailable(shopper.day()) && !opened.contains(product);
  }

  /** Draws a subcategory that the person asks for. */
  int subcategory() {
    return Seeds.draw(random, demand);
  }
}
