package io.cairn.app.demo;

import java.util.List;

/**
 * A shelf of the shop, such as tents. Immutable.
 *
 * @param index its place in {@link Assortment#SUBCATEGORIES}
 * @param department the index of its department in {@link Assortment#DEPARTMENTS}
 * @param id the start of its items' ids, such as {@code tent}
 * @param name what people read, such as {@code Tents}
 * @param price the median price before the brand's factor
 * @param peakDay the day of the year when demand is highest, from 1
 * @param complements ids of the subcategories that people buy along with it
 * @param materials first words of product names
 * @param nouns last words of product names
 */
record Subcategory(
    int index,
    int department,
    String id,
    String name,
    double price,
    int peakDay,
    List<String> complements,
    List<String> materials,
    List<String> nouns) {}
