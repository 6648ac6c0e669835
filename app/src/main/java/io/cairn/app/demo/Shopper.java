package io.cairn.app.demo;

import io.cairn.core.ItemId;
import java.util.Set;

/**
 * A person at a moment: all that behaviour depends on beside the products. Immutable.
 *
 * @param day the day of the world
 * @param wanted items that go along with what is in the basket
 */
record Shopper(Person person, double day, Set<ItemId> wanted) {}
