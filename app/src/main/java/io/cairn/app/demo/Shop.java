package io.cairn.app.demo;

import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
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
   * day a list takes a rank size · u², u uniform, so that it leans to the top. A home list mixes
   * what is popular, what is popular on the shelves that the person cares for, new arrivals,
   * what surges, and anything. Search, similar and bought-together lists take the best of a
   * sample of a shelf by what the person likes, by closeness to the last product, or by what
   * goes along with it; each with some noise, since no shop knows so well.
   */

  static final String HOME = "home";
  static final String CATEGORY = "category";
  static final String SEARCH = "search";
  static final String SIMILAR = "similar";
  static final String BOUGHT_TOGETHER = "bought-together";

  static final int LIST_SIZE = 10;
  static final int SAMPLE = 24;

  /** How well search knows what a person wants: 0 not at all; noise is uniform in [0, 1). */
  static final double SEARCH_SHARPNESS = 3;

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

  /** Returns how much a person asks for each subcategory on a day, by taste, season and surges. */
  double[] demand(Person person, double day) {
    refresh(day);
    double[] demand = demandToday.clone();
    for (int shelf = 0; shelf < demand.length; shelf++) {
      demand[shelf] *= StrictMath.exp(behaviour.affinity(person, shelf, day));
    }
    return demand;
  }

  /** Returns a home list. */
  List<Product> home(Ask ask) {
    refresh(ask.shopper().day());
    return fill(ask, () -> homeSlot(ask));
  }

  /** Returns popular products of a subcategory that the person asks for. */
  List<Product> category(Ask ask) {
    refresh(ask.shopper().day());
    List<Product> shelf = popularByShelf.get(ask.subcategory());
    return fill(ask, () -> leaning(shelf, ask.random()));
  }

  /** Returns what a person finds who looks for something of a subcategory that they ask for. */
  List<Product> search(Ask ask) {
    return best(
        sample(ask, ask.subcategory()),
        product ->
            SEARCH_SHARPNESS * behaviour.utility(ask.shopper(), product)
                + ask.random().nextDouble());
  }

  /** Returns products of the same subcategory that are like the given one. */
  List<Product> similar(Ask ask, Product seed) {
    return best(
        sample(ask, seed.subcategory().index()),
        product -> seed.closeness(product) + ask.random().nextDouble());
  }

  /** Returns products that go along with the given one, and others of their shelves. */
  List<Product> boughtTogether(Ask ask, Product seed) {
    Set<Product> candidates = new LinkedHashSet<>();
    for (ItemId item : catalogue.complements(seed)) {
      Product complement = catalogue.product(item);
      candidates.addAll(sample(ask, complement.subcategory().index()));
      if (ask.allows(complement)) {
        candidates.add(complement);
      }
    }
    return best(candidates, product -> seed.closeness(product) + ask.random().nextDouble());
  }

  private Product homeSlot(Ask ask) {
    double slot = ask.random().nextDouble();
    if ((slot -= HOME_POPULAR) < 0) {
      return leaning(popular, ask.random());
    }
    if ((slot -= HOME_SHELF) < 0) {
      return leaning(popularByShelf.get(ask.subcategory()), ask.random());
    }
    if ((slot -= HOME_NEW) < 0 && !arrivals.isEmpty()) {
      return Seeds.pick(ask.random(), arrivals);
    }
    if ((slot -= HOME_TREND) < 0 && trends.isOn(ask.shopper().day())) {
      return Seeds.pick(ask.random(), trends.products());
    }
    return Seeds.pick(ask.random(), popular);
  }

  private Set<Product> sample(Ask ask, int subcategory) {
    List<Product> shelf = catalogue.shelf(subcategory);
    Set<Product> sample = new LinkedHashSet<>();
    for (int drawn = 0; drawn < SAMPLE; drawn++) {
      Product product = Seeds.pick(ask.random(), shelf);
      if (ask.allows(product)) {
        sample.add(product);
      }
    }
    return sample;
  }

  /** Fills a list slot by slot; shorter where too few products are left. */
  private static List<Product> fill(Ask ask, Supplier<Product> slot) {
    List<Product> list = new ArrayList<>(LIST_SIZE);
    for (int tries = 0; tries < LIST_SIZE * TRIES && list.size() < LIST_SIZE; tries++) {
      Product product = slot.get();
      if (ask.allows(product) && !list.contains(product)) {
        list.add(product);
      }
    }
    return list;
  }

  private static List<Product> best(Set<Product> sample, ToDoubleFunction<Product> score) {
    record Scored(Product product, double score) {}
    return sample.stream()
        .map(product -> new Scored(product, score.applyAsDouble(product)))
        .sorted(Comparator.comparingDouble(scored -> -scored.score()))
        .limit(LIST_SIZE)
        .map(Scored::product)
        .toList();
  }

  /** Returns a product of a ranked list, which leans to the top. */
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
    popular =
        catalogue.products().stream()
            .filter(product -> product.isAvailable(day))
            .sorted(Comparator.comparingDouble(product -> -clicks[product.index()]))
            .toList();
    arrivals = popular.stream().filter(product -> isNew(product, day)).toList();
    popularByShelf.replaceAll(_ -> new ArrayList<>());
    popular.forEach(product -> popularByShelf.get(product.subcategory().index()).add(product));
    for (Subcategory shelf : Assortment.SUBCATEGORIES) {
      int index = shelf.index();
      demandToday[index] = calendar.season(shelf, day) * trends.demand(index, day);
    }
  }

  private static boolean isNew(Product product, double day) {
    return product.fromDay() >= 0 && product.fromDay() > day - NEW_DAYS;
  }
}
