package io.cairn.app.demo;

import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The people of a world. Who somebody is follows from the seed and their user id, or their session
 * id where they have no account: also people that no event of the world is about have a taste.
 *
 * <p>Immutable, and safe for use by multiple threads.
 */
final class People {
  static final List<String> REGIONS =
      List.of("coast", "highlands", "lakes", "plains", "forest", "city");
  static final List<String> AGES = List.of("18-24", "25-34", "35-49", "50-64", "65-plus");
  static final List<String> DEVICES = List.of("phone", "desktop", "tablet");

  /** How often each region, age band and device is met. */
  static final double[] REGION_WEIGHTS = {5, 2, 3, 4, 2, 8};

  static final double[] AGE_WEIGHTS = {3, 6, 6, 4, 2};
  static final double[] DEVICE_WEIGHTS = {6, 3, 1};

  /** How much likelier a department is liked where it suits the region or the age band. */
  static final double SEGMENT_TILT = 3;

  /** The fewest and the most departments that somebody likes. */
  static final int LIKED_MIN = 2;

  static final int LIKED_MAX = 4;

  /** The affinity to shelves of liked and of other departments: mean and deviation. */
  static final double LIKED_MEAN = 1.8;

  static final double LIKED_SPREAD = 0.8;
  static final double OTHER_MEAN = -1.2;
  static final double OTHER_SPREAD = 0.5;

  /** The share of people whose taste moves to other departments in the course of the world. */
  static final double DRIFT_SHARE = 0.25;

  /** The standard deviation between people of what they like to pay. */
  static final double PRICE_LEVEL_SPREAD = 0.9;

  private final long seed;
  private final List<Person> users = new ArrayList<>();
  private final Map<UserId, Person> byId = new HashMap<>();

  People(WorldSettings settings) {
    seed = settings.seed();
    for (int number = 1; number <= settings.users(); number++) {
      Person person = make(id(number).value());
      users.add(person);
      byId.put(id(number), person);
    }
  }

  /** Returns the id of a user of the world, numbered from 1. */
  static UserId id(int number) {
    return new UserId(Seeds.numbered("u", number, 5));
  }

  /** Returns the users with what the shop knows of them. */
  List<User> users() {
    List<User> list = new ArrayList<>(users.size());
    for (int number = 1; number <= users.size(); number++) {
      list.add(user(number));
    }
    return List.copyOf(list);
  }

  /** Returns what the shop knows of a user, numbered from 1. */
  User user(int number) {
    Person person = person(number);
    Map<String, Value> attributes =
        Map.of(
            "region", new Value.Text(person.region()),
            "age", new Value.Text(person.age()),
            "device", new Value.Text(person.device()));
    return new User(id(number), attributes);
  }

  /** Returns the user of the world with a number from 1. */
  Person person(int number) {
    return users.get(number - 1);
  }

  /**
   * Returns who a visitor is.
   *
   * @throws IllegalArgumentException if the visitor has neither a user nor a session
   */
  Person person(Visitor visitor) {
    if (visitor.isAnonymous()) {
      throw new IllegalArgumentException("a visitor needs a user or a session to have a taste");
    }
    if (visitor.user().isEmpty()) {
      return make(visitor.session().orElseThrow().value());
    }
    UserId user = visitor.user().get();
    Person known = byId.get(user);
    return known == null ? make(user.value()) : known;
  }

  private Person make(String key) {
    RandomGenerator random = Seeds.random(seed, key);
    int region = Seeds.draw(random, REGION_WEIGHTS);
    int age = Seeds.draw(random, AGE_WEIGHTS);
    String device = DEVICES.get(Seeds.draw(random, DEVICE_WEIGHTS));
    float[] affinity = affinity(random, region, age);
    boolean drifts = random.nextDouble() < DRIFT_SHARE;
    return new Person(
        REGIONS.get(region),
        AGES.get(age),
        device,
        affinity,
        drifts ? affinity(random, region, age) : affinity,
        normals(random, Assortment.STYLES.size()),
        normals(random, Assortment.BRANDS.size()),
        0.25 * (age - 2) + PRICE_LEVEL_SPREAD * random.nextGaussian());
  }

  private static float[] affinity(RandomGenerator random, int region, int age) {
    boolean[] liked = liked(random, region, age);
    float[] affinity = new float[Assortment.SUBCATEGORIES.size()];
    for (Subcategory shelf : Assortment.SUBCATEGORIES) {
      double normal = random.nextGaussian();
      affinity[shelf.index()] =
          (float)
              (liked[shelf.department()]
                  ? LIKED_MEAN + LIKED_SPREAD * normal
                  : OTHER_MEAN + OTHER_SPREAD * normal);
    }
    return affinity;
  }

  /** Draws the liked departments; a region and an age band each suit two. */
  private static boolean[] liked(RandomGenerator random, int region, int age) {
    int departments = Assortment.DEPARTMENTS.size();
    double[] weights = new double[departments];
    Arrays.fill(weights, 1);
    for (int favourite : new int[] {2 * region, 2 * region + 1, 2 * age + 3, 2 * age + 4}) {
      weights[favourite % departments] *= SEGMENT_TILT;
    }
    boolean[] liked = new boolean[departments];
    int count = random.nextInt(LIKED_MIN, LIKED_MAX + 1);
    for (int drawn = 0; drawn < count; drawn++) {
      int department = Seeds.draw(random, weights);
      liked[department] = true;
      weights[department] = 0;
    }
    return liked;
  }

  private static float[] normals(RandomGenerator random, int count) {
    float[] values = new float[count];
    for (int index = 0; index < count; index++) {
      values[index] = (float) random.nextGaussian();
    }
    return values;
  }
}
