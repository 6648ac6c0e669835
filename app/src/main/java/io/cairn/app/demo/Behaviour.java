package io.cairn.app.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How people choose: the one piece of code that makes the world's events and that answers lists in
 * closed loops. Immutable, and safe for use by multiple threads.
 */
final class Behaviour {

  /*
   * A position-based click model [1]: somebody examines position p with probability p^-EXAMINATION,
   * independent of what stands there, and clicks on an examined item with its utility. Utility is
   * the logistic function of
   *
   *   BASE + affinity to the subcategory + STYLE · liking of the style + BRAND · liking of the
   *   brand − PRICE · (what they like to pay − price level)² + APPEAL · appeal
   *        + the surge of the day + COMPLEMENT, where it goes along with the basket.
   *
   * After a click on an item with utility u they stay for a log-normal number of seconds, whose
   * log-mean grows with u; the shop hears of DWELL_REPORTED seconds and more. With LIKE · u²
   * they say that they like it; with CART · u (CART_COMPLEMENT · u for a complement) it goes
   * into the cart, and of carts BUY are bought. An examined item that is not clicked on is
   * dismissed with SKIP · (1 − u).
   *
   * [1] Chuklin, Markov, de Rijke. Click Models for Web Search, section 3.3. 2015.
   *     https://doi.org/10.2200/S00654ED1V01Y201507ICR043
   */

  /** The types of interaction that the world knows. */
  static final String CLICK = "click";

  static final String DWELL = "dwell";
  static final String LIKE = "like";
  static final String CART = "cart";
  static final String PURCHASE = "purchase";
  static final String SKIP = "skip";

  static final double EXAMINATION = 0.6;

  static final double BASE = -3.4;
  static final double STYLE_WEIGHT = 0.7;
  static final double BRAND_WEIGHT = 0.4;
  static final double PRICE_WEIGHT = 0.15;
  static final double APPEAL_WEIGHT = 0.7;
  static final double COMPLEMENT_WEIGHT = 1.5;

  static final double DWELL_LOG_MEAN = 2.0;
  static final double DWELL_LOG_UTILITY = 2.0;
  static final double DWELL_LOG_SPREAD = 0.8;
  static final int DWELL_REPORTED = 15;
  static final int DWELL_MAX = 900;
  static final double LOOK_SECONDS = 1.5;

  static final double LIKE_CHANCE = 0.10;
  static final double CART_CHANCE = 0.22;
  static final double CART_COMPLEMENT_CHANCE = 0.7;
  static final double BUY_CHANCE = 0.6;
  static final double SKIP_CHANCE = 0.008;

  private static final double[] EXAMINATIONS =
      IntStream.range(0, 101).mapToDouble(p -> StrictMath.pow(p, -EXAMINATION)).toArray();

  private final WorldSettings settings;
  private final Trends trends;

  Behaviour(WorldSettings settings, Trends trends) {
    this.settings = settings;
    this.trends = trends;
  }

  /** Returns the probability that somebody looks at a position, which counts from 1. */
  static double examination(int position) {
    return position < EXAMINATIONS.length
        ? EXAMINATIONS[position]
        : StrictMath.pow(position, -EXAMINATION);
  }

  /** Returns the probability in (0, 1) that somebody who looks at a product clicks on it. */
  double utility(Shopper shopper, Product product) {
    Person person = shopper.person();
    double price = person.priceLevel() - product.priceLevel();
    double logit =
        BASE
            + affinity(person, product.subcategory().index(), shopper.day())
            + STYLE_WEIGHT * person.style()[product.style()]
            + BRAND_WEIGHT * person.brand()[product.brand().index()]
            - PRICE_WEIGHT * price * price
            + APPEAL_WEIGHT * product.appeal()
            + trends.bonus(product, shopper.day());
    return logistic(isWanted(shopper, product) ? logit + COMPLEMENT_WEIGHT : logit);
  }

  /** Returns how much somebody cares for a subcategory on a day. */
  double affinity(Person person, int subcategory, double day) {
    return person.affinity(subcategory, Math.clamp(day / settings.days(), 0, 1));
  }

  /** Returns what somebody does with a list, in the order in which they do it. */
  List<Reaction> respond(Shopper shopper, List<Product> shown, RandomGenerator random) {
    List<Reaction> reactions = new ArrayList<>();
    double seconds = 0;
    for (int position = 1; position <= shown.size(); position++) {
      if (random.nextDouble() >= examination(position)) {
        continue;
      }
      Product product = shown.get(position - 1);
      double utility = utility(shopper, product);
      seconds += LOOK_SECONDS;
      Look look = new Look(reactions, product, position);
      if (random.nextDouble() < utility) {
        double chance = isWanted(shopper, product) ? CART_COMPLEMENT_CHANCE : CART_CHANCE;
        seconds = open(look, utility, chance * utility, seconds, random);
      } else if (random.nextDouble() < SKIP_CHANCE * (1 - utility)) {
        look.add(SKIP, 1, seconds);
      }
    }
    return List.copyOf(reactions);
  }

  /** Adds a click and what follows from it; returns when they are back at the list, in seconds. */
  private static double open(
      Look look, double utility, double cart, double clicked, RandomGenerator random) {
    look.add(CLICK, 1, clicked);
    double mean = DWELL_LOG_MEAN + DWELL_LOG_UTILITY * utility;
    double stay = StrictMath.exp(mean + DWELL_LOG_SPREAD * random.nextGaussian());
    double dwell = Math.clamp(Math.rint(stay), 1, DWELL_MAX);
    double left = clicked + dwell;
    if (random.nextDouble() < LIKE_CHANCE * utility * utility) {
      look.add(LIKE, 1, clicked + dwell / 2);
    }
    if (dwell >= DWELL_REPORTED) {
      look.add(DWELL, dwell, left);
    }
    if (random.nextDouble() < cart) {
      look.add(CART, 1, left + 1);
      if (random.nextDouble() < BUY_CHANCE) {
        look.add(PURCHASE, 1, left + 20);
        return left + 21;
      }
    }
    return left + 2;
  }

  private static boolean isWanted(Shopper shopper, Product product) {
    return !shopper.wanted().isEmpty() && shopper.wanted().contains(product.id());
  }

  private static double logistic(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  /** A product that somebody looks at, and the list that takes what they do with it. */
  private record Look(List<Reaction> reactions, Product product, int position) {
    void add(String type, double value, double afterSeconds) {
      Duration after = Duration.ofMillis((long) (afterSeconds * 1000));
      reactions.add(new Reaction(product.id(), position, type, value, after));
    }
  }
}
