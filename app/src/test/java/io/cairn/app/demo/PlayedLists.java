package io.cairn.app.demo;

import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.models.ExampleList;
import io.cairn.models.MemoryRankingExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lists that a shop shows to the users of a world at its end. All that the shop knows is the
 * world's log: how often each product was shown and clicked on, and what each user clicked on.
 */
final class PlayedLists {

  /*
   * Of the most clicked on products some are drawn by chance, as if people had asked for various
   * things, and a list is the first of these in some order. So a product's position depends on
   * which others were drawn, and what is drawn does not depend on who asks.
   */

  static final int SIZE = 10;

  private static final int POPULAR = 100;
  private static final int DRAWN = 20;

  /** How unsure the shop's order is: the deviation of the logarithm of a click rate. */
  private static final double NOISE = 0.25;

  /** What a product's click rate is made from before it was ever shown. */
  private static final double FIRST_SHOWN = 50;

  private static final double FIRST_CLICKS = 2;

  private static final List<String> COLUMNS = List.of("click-rate", "shown", "category-share");

  private final World world;
  private final Random random;
  private final Map<ItemId, Integer> shown = new HashMap<>();
  private final Map<ItemId, Integer> clicks = new HashMap<>();
  private final Map<UserId, List<String>> categoriesClicked = new HashMap<>();
  private final List<UserId> users;
  private final List<Item> popular;

  PlayedLists(World world, long seed) {
    this.world = world;
    random = new Random(seed);
    Map<ItemId, Item> items = new HashMap<>();
    world.items().forEach(item -> items.put(item.id(), item));
    world.events().forEach(event -> remember(event, items));
    users =
        categoriesClicked.keySet().stream().sorted(Comparator.comparing(UserId::value)).toList();
    popular =
        world.items().stream()
            .filter(Item::available)
            .sorted(Comparator.comparingDouble(item -> -clickRate(item)))
            .limit(POPULAR)
            .toList();
  }

  private void remember(Event event, Map<ItemId, Item> items) {
    if (event instanceof Event.Impression list) {
      list.shown().forEach(place -> shown.merge(place.item(), 1, Integer::sum));
    } else if (event instanceof Event.Interaction act && act.type().equals(Behaviour.CLICK)) {
      clicks.merge(act.item(), 1, Integer::sum);
      String category = Objects.requireNonNull(items.get(act.item())).categories().getLast();
      act.visitor()
          .user()
          .map(user -> categoriesClicked.computeIfAbsent(user, _ -> new ArrayList<>()))
          .ifPresent(own -> own.add(category));
    }
  }

  /** Shows lists with what was clicked on most in the world's log first, about. */
  MemoryRankingExamples byClickRate(int lists) {
    return show(lists, this::ranked);
  }

  private Stream<Item> ranked(Stream<Item> drawn) {
    record Ranked(Item item, double score) {}
    return drawn
        .map(item -> new Ranked(item, Math.log(clickRate(item)) + NOISE * random.nextGaussian()))
        .sorted(Comparator.comparingDouble(ranked -> -ranked.score()))
        .map(Ranked::item);
  }

  /** Shows lists in the order of the draw. */
  MemoryRankingExamples byChance(int lists) {
    return show(lists, drawn -> drawn);
  }

  private MemoryRankingExamples show(int lists, UnaryOperator<Stream<Item>> order) {
    List<ExampleList> played =
        IntStream.range(0, lists)
            .mapToObj(_ -> answer(order.apply(draw()).limit(SIZE).toList()))
            .toList();
    return new MemoryRankingExamples(COLUMNS, List.of(Behaviour.CLICK), played);
  }

  private Stream<Item> draw() {
    return random.ints(0, POPULAR).distinct().limit(DRAWN).mapToObj(popular::get);
  }

  private ExampleList answer(List<Item> list) {
    UserId user = users.get(random.nextInt(users.size()));
    float[] labels = new float[SIZE];
    Visit visit = Visit.of(user, world.settings().end());
    world.respond(visit, list.stream().map(Item::id).toList(), random).stream()
        .filter(reaction -> reaction.type().equals(Behaviour.CLICK))
        .forEach(reaction -> labels[reaction.position() - 1] = 1);
    float[] weights = new float[SIZE];
    Arrays.fill(weights, 1);
    return new ExampleList(features(user, list), labels, weights);
  }

  private FeatureMatrix features(UserId user, List<Item> list) {
    List<String> own = categoriesClicked.getOrDefault(user, List.of());
    float[] values = new float[SIZE * COLUMNS.size()];
    int cell = 0;
    for (Item item : list) {
      values[cell++] = (float) clickRate(item);
      values[cell++] = shown.getOrDefault(item.id(), 0);
      long same = own.stream().filter(item.categories().getLast()::equals).count();
      values[cell++] = (float) same / own.size();
    }
    return new FeatureMatrix(COLUMNS, SIZE, values);
  }

  private double clickRate(Item item) {
    return (clicks.getOrDefault(item.id(), 0) + FIRST_CLICKS)
        / (shown.getOrDefault(item.id(), 0) + FIRST_SHOWN);
  }
}
