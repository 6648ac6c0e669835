package io.cairn.benchmarks;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.RequestId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events of a shop, in order of time over two years: items by Zipf's law, users in visits of some
 * ten events, of which many go on at once. For use by one thread.
 */
final class ShopEvents {
  static final int USERS = 6_000;
  static final int ITEMS = 3_700;
  private static final int VISITS_AT_ONCE = 100;
  private static final long STEP_MILLIS = 60_000;

  private final RandomGenerator random;
  private final double[] cumulated = new double[ITEMS];
  private final int[] visitors = new int[VISITS_AT_ONCE];
  private long events;

  ShopEvents(RandomGenerator random) {
    this.random = random;
    double sum = 0;
    for (int item = 0; item < ITEMS; item++) {
      sum += 1.0 / (item + 1);
      cumulated[item] = sum;
    }
    Arrays.setAll(visitors, _ -> random.nextInt(USERS));
  }

  static UserId user(int number) {
    return new UserId("user-" + number);
  }

  private static ItemId item(int number) {
    return new ItemId("item-" + number);
  }

  /** Returns what is known of each item and user. */
  List<Event> catalogue() {
    List<Event> catalogue = new ArrayList<>();
    for (int item = 0; item < ITEMS; item++) {
      catalogue.add(new Event.ItemUpdated(nextId(), now(), describedItem(item)));
    }
    for (int user = 0; user < USERS; user++) {
      Map<String, Value> attributes =
          Map.of("age", new Value.Text(10 * random.nextInt(1, 8) + "s"), "region", text("r", 20));
      catalogue.add(new Event.UserUpdated(nextId(), now(), new User(user(user), attributes)));
    }
    return catalogue;
  }

  private Item describedItem(int number) {
    List<String> categories =
        random.ints(random.nextInt(1, 4), 0, 18).distinct().mapToObj(c -> "category-" + c).toList();
    Map<String, Value> attributes =
        Map.of(
            "title",
            new Value.Text("The %s item %d".formatted(word(), number)),
            "brand",
            text("brand-", 200),
            "tags",
            new Value.Texts(List.of(word(), word(), word())),
            "price",
            new Value.Numeric(1 + random.nextInt(20_000) / 100.0));
    return new Item(item(number), attributes, categories, true, Optional.empty());
  }

  private String word() {
    return "word" + random.nextInt(500);
  }

  private Value text(String prefix, int values) {
    return new Value.Text(prefix + random.nextInt(values));
  }

  /** Returns the next interactions. */
  List<Event> interactions(int count) {
    List<Event> interactions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int visit = random.nextInt(VISITS_AT_ONCE);
      if (random.nextInt(10) == 0) {
        visitors[visit] = random.nextInt(USERS);
      }
      interactions.add(
          new Event.Interaction(
              nextId(),
              now(),
              Visitor.of(user(visitors[visit])),
              item(zipf()),
              type(),
              1,
              Context.NONE));
    }
    return interactions;
  }

  /**
   * Returns lists that were shown, and after each of them an interaction of whoever saw it.
   *
   * @param items how many different ones are in a list
   */
  List<Event> lists(int count, int items) {
    List<Event> events = new ArrayList<>(2 * count);
    for (int i = 0; i < count; i++) {
      Event.Interaction next = (Event.Interaction) interactions(1).getFirst();
      List<Event.Shown> shown =
          Stream.generate(this::zipf)
              .distinct()
              .limit(items)
              .map(item -> new Event.Shown(item(item), 0, List.of()))
              .toList();
      events.add(
          new Event.Impression(
              nextId(),
              now(),
              next.visitor(),
              new RequestId("r" + i),
              "home",
              Context.NONE,
              shown,
              Event.AsOf.UNKNOWN));
      events.add(next);
    }
    return events;
  }

  private String type() {
    int roll = random.nextInt(20);
    return roll == 0 ? "purchase" : roll < 3 ? "cart" : roll < 8 ? "click" : "view";
  }

  private int zipf() {
    double at = random.nextDouble() * cumulated[ITEMS - 1];
    int found = Arrays.binarySearch(cumulated, at);
    return Math.min(found < 0 ? -1 - found : found, ITEMS - 1);
  }

  /** Returns different items, the most popular ones first. */
  List<ItemId> candidates(int count) {
    return IntStream.range(0, count).mapToObj(ShopEvents::item).toList();
  }

  /** Returns made-up vectors of all items, each of so many numbers. */
  Map<ItemId, float[]> vectors(int factors) {
    Map<ItemId, float[]> vectors = HashMap.newHashMap(ITEMS);
    for (int item = 0; item < ITEMS; item++) {
      float[] vector = new float[factors];
      for (int i = 0; i < factors; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      vectors.put(item(item), vector);
    }
    return vectors;
  }

  private EventId nextId() {
    return new EventId("e" + events++);
  }

  /** Returns the time of the next event. */
  Instant now() {
    return Instant.ofEpochMilli(1_700_000_000_000L + events * STEP_MILLIS);
  }
}
