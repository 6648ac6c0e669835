package io.cairn.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A few items whose click rates are known and change: each item has a rate for people of each
 * segment, which drifts, and now and then a new item takes the place of an old one. The seed
 * decides everything, whatever lists are shown.
 */
final class DriftingWorld {
  static final int ITEMS = 20;
  static final int SEGMENTS = 4;
  static final int CATEGORIES = 5;
  static final int PLACES = 3;

  private static final double BASE = -2.6;
  private static final double SPREAD = 0.7;
  private static final double DRIFT = 0.05;
  private static final int DRIFT_EVERY = 100;
  private static final int ARRIVAL_EVERY = 500;
  private static final double GOOD = 0.25;
  private static final double BAD = 0.02;

  /** What a new item is. */
  enum Fate {
    /** Clicked on by a quarter of those who see it, which only the best reach. */
    GOOD,
    /** Clicked on by one of fifty. */
    BAD,
    /** Like the others. */
    LIKE_OTHERS
  }

  /** An item that is there, and its logits by segment, which drift. */
  static final class Arm {
    private final String name;
    private final int category;
    private final Fate fate;
    private final double[] logits;

    Arm(String name, int category, Fate fate, double[] logits) {
      this.name = name;
      this.category = category;
      this.fate = fate;
      this.logits = logits;
    }

    String name() {
      return name;
    }

    int category() {
      return category;
    }

    Fate fate() {
      return fate;
    }

    double rate(int segment) {
      return 1 / (1 + Math.exp(-logits[segment]));
    }
  }

  private final SplittableRandom random;
  private final double[] categories = new double[CATEGORIES];
  private final List<Arm> arms = new ArrayList<>();
  private int arrived;

  DriftingWorld(long seed) {
    random = new SplittableRandom(seed);
    Arrays.setAll(categories, _ -> SPREAD * random.nextGaussian());
    while (arms.size() < ITEMS) {
      arms.add(arm(Fate.LIKE_OTHERS));
    }
  }

  private Arm arm(Fate fate) {
    int category = random.nextInt(CATEGORIES);
    double own = SPREAD * random.nextGaussian();
    double[] logits = new double[SEGMENTS];
    for (int segment = 0; segment < SEGMENTS; segment++) {
      double of = SPREAD * random.nextGaussian();
      logits[segment] =
          switch (fate) {
            case GOOD -> logit(GOOD);
            case BAD -> logit(BAD);
            case LIKE_OTHERS -> BASE + categories[category] + own + of;
          };
    }
    return new Arm("item-" + arrived++, category, fate, logits);
  }

  private static double logit(double rate) {
    return Math.log(rate / (1 - rate));
  }

  List<Arm> arms() {
    return arms;
  }

  /** Returns the arm of a name that is there. */
  Arm arm(String name) {
    return arms.stream().filter(arm -> arm.name.equals(name)).findFirst().orElseThrow();
  }

  /** What came and went before a request. */
  record Change(Arm came, Arm went) {}

  /** Goes on to the next request; returns what changed, nothing mostly. */
  List<Change> next(int request) {
    if (request > 0 && request % DRIFT_EVERY == 0) {
      arms.forEach(this::drift);
    }
    if (request == 0 || request % ARRIVAL_EVERY != 0) {
      return List.of();
    }
    Fate fate = Fate.values()[request / ARRIVAL_EVERY % Fate.values().length];
    Arm came = arm(fate);
    Arm went = arms.set(random.nextInt(ITEMS), came);
    return List.of(new Change(came, went));
  }

  private void drift(Arm arm) {
    for (int segment = 0; segment < SEGMENTS && arm.fate == Fate.LIKE_OTHERS; segment++) {
      arm.logits[segment] += DRIFT * random.nextGaussian() - DRIFT * DRIFT * pull(arm, segment);
    }
  }

  /** Returns how far a logit is from the usual one: it is drawn back, or all would run away. */
  private double pull(Arm arm, int segment) {
    return arm.logits[segment] - BASE - categories[arm.category];
  }

  /** Returns the place of an arm by its mean rate, from 1. */
  int rank(Arm arm) {
    return 1 + (int) arms.stream().filter(other -> mean(other) > mean(arm)).count();
  }

  private static double mean(Arm arm) {
    return IntStream.range(0, SEGMENTS).mapToDouble(arm::rate).average().orElseThrow();
  }

  /** Returns the clicks that the best list would get on average. */
  double best(int segment) {
    return arms.stream()
        .map(arm -> arm.rate(segment))
        .sorted(Comparator.reverseOrder())
        .limit(PLACES)
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
