package io.cairn.app.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The shop before it had a recommendation engine: fills its lists by simple rules. For use by one
 * thread.
 */
final class Shop {

  /*
   * Every night the products on sale are sorted by their clicks, which lose a twentieth a day. By
   * day a list takes a rank size · u², u uniform, so that it leans to the top. A home list mixes what is
   * popular, what is popular on the shelves that the person cares for, new arrivals, what surges,
   * and anything. Search, similar and bought-together lists take the best of a sample of a shelf by
   * what the person likes, by closeness to the last product, or by what goes along with it; each
   * with some noise, since no shop knows so well.
   */

  static final String HOME = "home";
  static final String CATEGORY = "category";
  static final String SEARCH = "search";
  static final String SIMILAR = "similar";
  static final String BOUGHT_TOGETHER = "bought-together";

  static final int LIST_SIZE = 10;
  static final int SAMPLE = 40;
  static final double NIGHTLY_DECAY = 0.95;

  /** The shares of a home list: popular, on shelves they care for, new, surging; rest at random. */
  static final double HOME_POPULAR = 0.32;

  static final double HOME_SHELF = 0.40;
  static final double HOME_NEW = 0.06;
  static final double HOME_TREND = 0.08;

  /** What a product's appeal counts before anybody clicked on it. */
  static final double FIRST_CLICKS = 3;

  private static final int TRIES = 8;
  private static final double NEW_DAYS = 10;

  private final Catalogue catalogue;
  private final Behaviour behaviour;
  private final Trends trends;
  private final Calendar calendar;
  private final double[] clicks;
  private List<Product> popular = List.of();
  private List<Product> arrivals = List.of();
  private final List<List<Product>> popularByShelf = new ArrayList<>();
  private final double[] demandToday = new double[Assortment.SUBCATEGORIES.size()];
  private int night = -1;

  Shop(Catalogue catalogue, Behaviour behaviour, Trends trends, Calendar calendar) {
    this.catalogue = catalogue;
    this.behaviour = behaviour;
    this.trends = trends;
    this.calendar = calendar;
    clicks = new double[catalogue.products().size()];
    for (Product product : catalogue.products()) {
      clicks[product.index()] = FIRST_CLICKS * StrictMath.exp(product.appeal());
    }
    Assortment.SUBCATEGORIES.forEach(_ -> popularByShelf.add(List.of()));
  }

  /** Counts a click. */
  void clicked(Product product) {
    clicks[product.index()]++;
  }

  /** Returns how much a person asks for each subcategory today, by taste, season and surges. */
  double[] demand(Shopper shopper) {
    refresh(shopper.day());
    double[] demand = demandToday.clone();
    for (int shelf = 0; shelf < demand.length; shelf++) {
      demand[shelf] *= StrictMath.exp(behaviour.affinity(shopper, shelf));
    }
    return demand;
  }

  /** Returns a home list without the products that were opened before. */
  List<Product> home(Shopper shopper, Set<Product> opened, RandomGenerator random) {
    double[] demand = demand(shopper);
    return fill(shopper.day(), opened, () -> homeSlot(shopper.day(), demand, random));
  }

  /** Returns the popular products of a subcategory that the person asks for. */
  List<Product> category(Shopper shopper, Set<Product> opened, RandomGenerator random) {
    int subcategory = Seeds.draw(random, demand(shopper));
    refresh(shopper.day());
    return fill(shopper.day(), opened, () -> leaning(popularByShelf.get(subcategory), random));
  }

  /** Returns what a person finds who looks for something of a certain kind. */
  List<Product> search(Shopper shopper, Set<Product> opened, RandomGenerator random) {
    int subcategory = Seeds.draw(random, demand(shopper));
    List<Product> sample = sample(subcategory, shopper.day(), opened, random);
    return best(sample, product -> 3 * behaviour.utility(shopper, product) + random.nextDouble());
  }

  /** Returns products of the same subcategory that are like the given one. */
  List<Product> similar(
      Shopper shopper, Product seed, Set<Product> opened, RandomGenerator random) {
    int subcategory = seed.subcategory().index();
    List<Product> sample = sample(subcategory, shopper.day(), opened, random);
    return best(sample, product -> seed.closeness(product) + random.nextDouble());
  }

  /** Returns products that go along with the given one, and others of their shelves. */
  List<Product> boughtTogether(
      Shopper shopper, Product seed, Set<Product> opened, RandomGenerator random) {
    Set<Product> candidates = new HashSet<>();
    for (String shelf : seed.subcategory().complements()) {
      int subcategory = Assortment.subcategory(shelf).index();
      candidates.addAll(sample(subcategory, shopper.day(), opened, random));
    }
    catalogue.complements(seed).stream()
        .map(catalogue::product)
        .filter(product -> product.isAvailable(shopper.day()) && !opened.contains(product))
        .forEach(candidates::add);
    List<Product> ordered =
        candidates.stream().sorted(Comparator.comparingInt(Product::index)).toList();
    return best(ordered, product -> seed.closeness(product) + random.nextDouble());
  }

  private Product homeSlot(double day, double[] demand, RandomGenerator random) {
    double slot = random.nextDouble();
    if ((slot -= HOME_POPULAR) < 0) {
      return leaning(popular, random);
    }
    if ((slot -= HOME_SHELF) < 0) {
      return leaning(popularByShelf.get(Seeds.draw(random, demand)), random);
    }
    if ((slot -= HOME_NEW) < 0 && !arrivals.isEmpty()) {
      return Seeds.pick(random, arrivals);
    }
    if ((slot -= HOME_TREND) < 0 && trends.isOn(day)) {
      return Seeds.pick(random, trends.products());
    }
    return Seeds.pick(random, popular);
  }

  private List<Product> sample(
      int subcategory, double day, Set<Product> opened, RandomGenerator random) {
    List<Product> shelf = catalogue.shelf(subcategory);
    Set<Product> sample = new LinkedHashSet<>();
    for (int drawn = 0; drawn < SAMPLE; drawn++) {
      Product product = Seeds.pick(random, shelf);
      if (product.isAvailable(day) && !opened.contains(product)) {
        sample.add(product);
      }
    }
    return new ArrayList<>(sample);
  }

  /** Fills a list slot by slot; shorter where too few products are left. */
  private static List<Product> fill(double day, Set<Product> opened, Supplier<Product> slot) {
    List<Product> list = new ArrayList<>(LIST_SIZE);
    for (int tries = 0; tries < LIST_SIZE * TRIES && list.size() < LIST_SIZE; tries++) {
      Product product = slot.get();
      if (product.isAvailable(day) && !opened.contains(product) && !list.contains(product)) {
        list.add(product);
      }
    }
    return list;
  }

  private static List<Product> best(List<Product> sample, ToDoubleFunction<Product> score) {
    record Scored(Product product, double score) {}
    return sample.stream()
        .map(product -> new Scored(product, score.applyAsDouble(product)))
        .sorted(Comparator.comparingDouble(scored -> -scored.score()))
        .limit(LIST_SIZE)
        .map(Scored::product)
        .toList();
  }

  private static Product leaning(List<Product> ranked, RandomGenerator random) {
    double place = random.nextDouble();
    return ranked.get((int) (place * place * ranked.size()));
  }

  /** Sorts the shelves again and asks for the day's demand, once a day. */
  private void refresh(double day) {
    if ((int) day <= night) {
      return;
    }
    night = (int) day;
    for (int product = 0; product < clicks.length; product++) {
      clicks[product] *= NIGHTLY_DECAY;
    }
    popular = ranked(catalogue.products(), day);
    arrivals = popular.stream().filter(product -> isNew(product, day)).toList();
    for (Subcategory shelf : Assortment.SUBCATEGORIES) {
      int index = shelf.index();
      popularByShelf.set(index, ranked(catalogue.shelf(index), day));
      demandToday[index] = calendar.season(shelf, day) * trends.demand(index, day);
    }
  }

  private List<Product> ranked(List<Product> products, double day) {
    return products.stream()
        .filter(product -> product.isAvailable(day))
        .sorted(Comparator.comparingDouble(product -> -clicks[product.index()]))
        .toList();
  }

  private static boolean isNew(Product product, double day) {
    return product.fromDay() >= 0 && product.fromDay() > day - NEW_DAYS;
  }
}
