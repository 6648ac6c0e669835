package io.cairn.app.demo;

import java.util.List;

/**
 * An invented maker. Immutable.
 *
 * @param style the style that most of its products have, an index of {@link Assortment#STYLES}
 * @param priceFactor its prices against the shelf's median: below 1 cheap, above 1 dear
 * @param departments names of the departments that it makes things for
 */
record Brand(int index, String name, int style, double priceFactor, List<String> departments) {}
