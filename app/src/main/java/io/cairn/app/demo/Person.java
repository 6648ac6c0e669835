package io.cairn.app.demo;

/**
 * Somebody who visits the shop, with the taste that only the world knows. Immutable; arrays are
 * shared and not changed.
 *
 * @param affinity how much they care for each subcategory at the start of the world
 * @param laterAffinity the same at the end; the same array where the taste does not drift
 * @param style how much they care for each style, standard normal
 * @param brand how much they care for each brand, standard normal
 * @param priceLevel what they like to pay, in the unit of {@link Product#priceLevel}
 */
@SuppressWarnings("ArrayRecordComponent") // parameters; people are not compared
record Person(
    String region,
    String age,
    String device,
    float[] affinity,
    float[] laterAffinity,
    float[] style,
    float[] brand,
    double priceLevel) {

  /** Returns how much they care for a subcategory when a fraction of the world's time is over. */
  double affinity(int subcategory, double elapsed) {
    double before = affinity[subcategory];
    return before + elapsed * (laterAffinity[subcategory] - before);
  }
}
