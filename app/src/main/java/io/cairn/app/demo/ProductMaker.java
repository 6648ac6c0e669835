package io.cairn.app.demo;

import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Invents the products of a world. For use by one thread. */
final class ProductMaker {
  /** The standard deviation of the log price on a shelf, before the brand's factor. */
  static final double PRICE_SPREAD = 0.45;

  /** The share of a brand's products that have the brand's own style. */
  static final double BRAND_STYLE_SHARE = 0.7;

  /** The share of products that arrive while the shop is watched. */
  static final double ARRIVING_SHARE = 0.15;

  /** The share of products that go while the shop is watched. */
  static final double LEAVING_SHARE = 0.06;

  /** How many days before the start the oldest products came. */
  static final int OLDEST_DAYS = 700;

  private static final int NAME_TRIES = 20;

  private final WorldSettings settings;
  private final RandomGenerator random;
  private final Set<String> titles = new HashSet<>();

  ProductMaker(WorldSettings settings) {
    this.settings = settings;
    random = Seeds.random(settings.seed(), "products");
  }

  /** Returns all products; the shelves get equal numbers of them. */
  List<Product> make() {
    List<Product> products = new ArrayList<>(settings.items());
    int shelves = Assortment.SUBCATEGORIES.size();
    for (int index = 0; index < settings.items(); index++) {
      products.add(make(index, Assortment.SUBCATEGORIES.get(index % shelves), index / shelves + 1));
    }
    return List.copyOf(products);
  }

  private Product make(int index, Subcategory shelf, int number) {
    Brand brand = brand(shelf);
    int style = style(brand);
    double level = StrictMath.log(brand.priceFactor()) + PRICE_SPREAD * random.nextGaussian();
    double appeal = random.nextGaussian();
    double fromDay = fromDay();
    ItemId id = new ItemId("%s-%04d".formatted(shelf.id(), number));
    Map<String, Value> attributes =
        attributes(shelf, brand, style, shelf.price() * StrictMath.exp(level), appeal);
    Optional<Instant> arrival = Optional.of(settings.time(fromDay));
    List<String> categories = List.of(Assortment.DEPARTMENTS.get(shelf.department()), shelf.name());
    Item item = new Item(id, attributes, categories, true, arrival);
    double untilDay = untilDay(fromDay);
    double priceLevel = level / PRICE_SPREAD;
    return new Product(index, item, shelf, brand, style, priceLevel, appeal, fromDay, untilDay);
  }

  private Map<String, Value> attributes(
      Subcategory shelf, Brand brand, int style, double price, double appeal) {
    String material = Seeds.pick(random, shelf.materials());
    double stars = Math.clamp(4.0 + 0.35 * appeal + 0.25 * random.nextGaussian(), 1.5, 5.0);
    return Map.of(
        Item.TITLE,
        new Value.Text(title(shelf, style, material)),
        "brand",
        new Value.Text(brand.name()),
        "price",
        new Value.Numeric(rounded(price)),
        "colour",
        new Value.Text(Seeds.pick(random, Assortment.COLOURS)),
        "stars",
        new Value.Numeric(Math.round(stars * 10) / 10.0),
        "tags",
        new Value.Texts(
            List.of(
                Assortment.STYLES.get(style),
                material.toLowerCase(Locale.ROOT),
                Seeds.pick(random, Assortment.VIRTUES))));
  }

  /** Returns a name that no other product has: "Windward Canvas Ridge Tent". */
  private String title(Subcategory shelf, int style, String material) {
    List<String> adjectives = Assortment.ADJECTIVES.get(style);
    String title = "";
    for (int attempt = 0; attempt < NAME_TRIES; attempt++) {
      String noun = Seeds.pick(random, shelf.nouns());
      title = "%s %s %s".formatted(Seeds.pick(random, adjectives), material, noun);
      if (titles.add(title)) {
        return title;
      }
    }
    int edition = 2;
    while (!titles.add(title + " No. " + edition)) {
      edition++;
    }
    return title + " No. " + edition;
  }

  /** Draws a brand of the department; the first ones are the largest. */
  private Brand brand(Subcategory shelf) {
    List<Brand> brands = Assortment.brandsOf(shelf.department());
    double place = random.nextDouble();
    return brands.get((int) (place * StrictMath.sqrt(place) * brands.size()));
  }

  private int style(Brand brand) {
    return random.nextDouble() < BRAND_STYLE_SHARE
        ? brand.style()
        : random.nextInt(Assortment.STYLES.size());
  }

  private double fromDay() {
    return random.nextDouble() < ARRIVING_SHARE
        ? random.nextDouble() * settings.days()
        : -1 - random.nextDouble() * OLDEST_DAYS;
  }

  private double untilDay(double fromDay) {
    double first = Math.max(fromDay, 0);
    return random.nextDouble() < LEAVING_SHARE
        ? first + (0.2 + 0.8 * random.nextDouble()) * (settings.days() - first)
        : Double.POSITIVE_INFINITY;
  }

  /** Returns a price as shops write them: 24.90 or 189. */
  private static double rounded(double price) {
    return price < 100 ? Math.floor(price) + 0.9 : Math.rint(price / 10) * 10 - 1;
  }
}
