package io.cairn.app.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The surges of the last week: two whole shelves, and single products there and elsewhere.
 * Immutable.
 */
final class Trends {
  /** How long before the end the surges begin; they are at full strength after one day. */
  static final int TREND_DAYS = 7;

  /** The share of all products that surge by themselves. */
  static final double TREND_SHARE = 0.01;

  /** What a surge adds to the logit of a product's utility: the strongest and the weakest. */
  static final double TREND_BONUS_MAX = 3.0;

  static final double TREND_BONUS_MIN = 1.5;

  /** How often more a surging shelf is asked for. */
  static final double SHELF_DEMAND = 2.5;

  private static final int SHELVES = 2;

  private final double startDay;
  private final boolean[] shelves = new boolean[Assortment.SUBCATEGORIES.size()];
  private final List<Product> products = new ArrayList<>();
  private final double[] bonus;

  Trends(WorldSettings settings, Catalogue catalogue) {
    startDay = settings.days() - TREND_DAYS;
    bonus = new double[settings.items()];
    RandomGenerator random = Seeds.random(settings.seed(), "trends");
    for (int shelf = 0; shelf < SHELVES; shelf++) {
      shelves[random.nextInt(shelves.length)] = true;
    }
    choose(settings, catalogue, random);
    products.forEach(product -> bonus[product.index()] = strength(products.indexOf(product)));
  }

  /** Returns the products that surge, the strongest first. */
  List<Product> products() {
    return products;
  }

  /** Whether the surges have begun. */
  boolean isOn(double day) {
    return day > startDay;
  }

  /** Returns what is added to the logit of a product's utility on a day. */
  double bonus(Product product, double day) {
    return bonus[product.index()] == 0 ? 0 : bonus[product.index()] * ramp(day);
  }

  /** Returns how often more than usual a shelf is asked for on a day. */
  double demand(int subcategory, double day) {
    return shelves[subcategory] ? 1 + (SHELF_DEMAND - 1) * ramp(day) : 1;
  }

  private double strength(int rank) {
    double step = (TREND_BONUS_MAX - TREND_BONUS_MIN) / products.size();
    return TREND_BONUS_MAX - rank * step;
  }

  private double ramp(double day) {
    return Math.clamp(day - startDay, 0, 1);
  }

  /** Every second one from a surging shelf; none that goes, and none that everybody knew before. */
  private void choose(WorldSettings settings, Catalogue catalogue, RandomGenerator random) {
    List<Product> shuffled = new ArrayList<>(catalogue.products());
    Collections.shuffle(shuffled, Random.from(random));
    shuffled.removeIf(product -> product.appeal() > 1 || !onSale(product, settings.days()));
    int count = (int) Math.max(4, TREND_SHARE * settings.items());
    products.addAll(shuffled.stream().filter(this::onSurgingShelf).limit(count / 2).toList());
    products.addAll(
        shuffled.stream()
            .filter(product -> !onSurgingShelf(product))
            .limit(count - products.size())
            .toList());
    Collections.shuffle(products, Random.from(random));
  }

  private boolean onSale(Product product, int days) {
    return product.isAvailable(startDay) && product.isAvailable(days);
  }

  private boolean onSurgingShelf(Product product) {
    return shelves[product.subcategory().index()];
  }
}
