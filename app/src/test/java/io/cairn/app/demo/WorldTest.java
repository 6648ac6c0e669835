package io.cairn.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Event;
import io.cairn.core.Event.Impression;
import io.cairn.core.Event.Interaction;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class WorldTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final WorldSettings SMALL = new WorldSettings(7, 200, 220, 3_000, START, 14);
  private static final World WORLD =
      new World(new WorldSettings(7, 2_500, 1_760, 80_000, START, 60));
  private static final List<Event> EVENTS = WORLD.events().toList();
  private static final List<Interaction> INTERACTIONS = all(Interaction.class);
  private static final List<Impression> IMPRESSIONS = all(Impression.class);

  @Test
  void events_sameSeed_areTheSame() {
    World world = new World(SMALL);
    assertThat(world.events().toList()).isEqualTo(world.events().toList());
    assertThat(new World(SMALL).events().toList()).isEqualTo(world.events().toList());
    assertThat(new World(SMALL).items()).isEqualTo(world.items());
    assertThat(new World(SMALL).users()).isEqualTo(world.users());
  }

  @Test
  void events_otherSeed_differ() {
    World other = new World(SMALL.withSeed(8));
    assertThat(other.events().toList()).isNotEqualTo(new World(SMALL).events().toList());
    assertThat(other.items()).isNotEqualTo(new World(SMALL).items());
  }

  @Test
  void events_ofTheDefaults_reachTheSizeOfTheDemo() {
    World world = new World(WorldSettings.defaults());
    assertThat(world.users()).hasSizeGreaterThanOrEqualTo(10_000);
    assertThat(world.items()).hasSizeGreaterThanOrEqualTo(3_000);
    assertThat(world.events().filter(Interaction.class::isInstance).count())
        .isBetween(182_000L, 222_000L);
    assertThat(world.events().count()).isGreaterThanOrEqualTo(300_000);
  }

  @Test
  void events_meetTheTarget_andHaveAnonymousSessions() {
    assertThat(INTERACTIONS.size()).isBetween(60_000, 100_000);
    Set<Visitor> sessions =
        IMPRESSIONS.stream().map(Impression::visitor).collect(Collectors.toSet());
    double anonymous = sessions.stream().filter(visitor -> visitor.user().isEmpty()).count();
    assertThat(anonymous / sessions.size()).isCloseTo(0.15, within(0.02));
  }

  @Test
  void events_areInTheOrderOfTime_withUniqueIds() {
    assertThat(EVENTS).isSortedAccordingTo(Comparator.comparing(Event::time));
    assertThat(EVENTS.getFirst().time()).isEqualTo(START);
    assertThat(EVENTS.getLast().time()).isBefore(WORLD.settings().end());
    assertThat(EVENTS.stream().map(Event::id)).doesNotHaveDuplicates();
  }

  @Test
  void events_introduceItemsAndUsersBeforeTheyAreUsed() {
    Set<Object> known = new HashSet<>();
    for (Event event : EVENTS) {
      switch (event) {
        case Event.ItemUpdated updated -> known.add(updated.item().id());
        case Event.UserUpdated updated -> known.add(updated.user().id());
        case Impression impression ->
            impression.shown().forEach(shown -> assertThat(known.contains(shown.item())).isTrue());
        case Interaction act ->
            act.visitor().user().ifPresent(u -> assertThat(known.contains(u)).isTrue());
        default -> throw new AssertionError("unexpected " + event);
      }
    }
  }

  @Test
  void interactions_areAboutItemsOfTheListThatTheyName() {
    Map<Object, Impression> lists =
        IMPRESSIONS.stream().collect(Collectors.toMap(Impression::request, i -> i));
    for (Interaction act : INTERACTIONS) {
      Object request = act.context().request().orElseThrow();
      Impression list = Objects.requireNonNull(lists.get(request));
      assertThat(list.shown().get(act.context().position() - 1).item()).isEqualTo(act.item());
      assertThat(list.visitor()).isEqualTo(act.visitor());
      assertThat(act.time()).isAfter(list.time());
    }
  }

  @Test
  void impressions_showOnlyWhatIsOnSale_andNoItemTwice() {
    Set<ItemId> gone = new HashSet<>();
    for (Event event : EVENTS) {
      if (event instanceof Event.ItemUpdated updated && !updated.item().available()) {
        gone.add(updated.item().id());
      } else if (event instanceof Impression impression) {
        List<ItemId> items = impression.shown().stream().map(Event.Shown::item).toList();
        assertThat(items).doesNotHaveDuplicates().noneMatch(gone::contains);
        assertThat(items).allMatch(item -> WORLD.isAvailable(item, impression.time()));
      }
    }
    assertThat(gone).isNotEmpty();
    assertThat(WORLD.items().stream().filter(item -> !item.available()).map(Item::id))
        .containsExactlyInAnyOrderElementsOf(gone);
  }

  @Test
  void clicks_riseWithUtility_asItPromises() {
    double[] expected = new double[10];
    double[] looks = new double[10];
    double[] clicks = new double[10];
    for (Slot slot : slots()) {
      int bucket = (int) (slot.utility() * 10);
      double look = WORLD.examination(slot.position());
      looks[bucket] += look;
      expected[bucket] += look * slot.utility();
      clicks[bucket] += slot.clicked() ? 1 : 0;
    }
    for (int bucket = 0; bucket < 9; bucket++) {
      assertThat(clicks[bucket])
          .isCloseTo(expected[bucket], within(4 * Math.sqrt(expected[bucket]) + 1));
      assertThat(clicks[bucket + 1] / looks[bucket + 1])
          .isGreaterThan(clicks[bucket] / looks[bucket]);
    }
  }

  @Test
  void clicks_fallWithPosition_byTheStatedCurve() {
    double[] utility = new double[11];
    double[] clicks = new double[11];
    for (Slot slot : slots()) {
      utility[slot.position()] += slot.utility();
      clicks[slot.position()] += slot.clicked() ? 1 : 0;
    }
    for (int position = 1; position <= 10; position++) {
      double examined = clicks[position] / utility[position];
      double deviation = 4 / Math.sqrt(clicks[position]);
      assertThat(examined / WORLD.examination(position)).isCloseTo(1, within(deviation));
    }
    assertThat(WORLD.examination(10)).isLessThan(WORLD.examination(1) / 2);
  }

  @Test
  void complements_areInOneBasketFarAboveChance() {
    Map<Object, List<ItemId>> baskets = new LinkedHashMap<>();
    INTERACTIONS.stream()
        .filter(act -> act.type().equals("purchase"))
        .forEach(
            act -> baskets.computeIfAbsent(act.visitor(), _ -> new ArrayList<>()).add(act.item()));
    List<ItemId> first = new ArrayList<>();
    List<ItemId> second = new ArrayList<>();
    for (List<ItemId> basket : baskets.values()) {
      for (int item = 1; item < basket.size(); item++) {
        first.add(basket.get(item - 1));
        second.add(basket.get(item));
      }
    }
    double together = complementShare(first, second);
    Collections.shuffle(second, new Random(1));
    assertThat(first).hasSizeGreaterThan(200);
    assertThat(together).isGreaterThan(0.1).isGreaterThan(10 * complementShare(first, second));
  }

  @Test
  void popularity_hasAHeavyTail_amongItemsAndUsers() {
    assertThat(shareOfTopTenth(counts(INTERACTIONS, Interaction::item))).isGreaterThan(0.3);
    List<Interaction> byUsers =
        INTERACTIONS.stream().filter(act -> act.visitor().user().isPresent()).toList();
    Map<UserId, Long> users = counts(byUsers, act -> act.visitor().user().orElseThrow());
    assertThat(shareOfTopTenth(users)).isGreaterThan(0.35);
    assertThat(users.values().stream().filter(count -> count <= 5).count())
        .isGreaterThan(users.size() / 10);
    assertThat(Collections.max(users.values())).isGreaterThan(200);
  }

  @Test
  void bestFor_predictsTheLastClick_farBetterThanPopularity() {
    Map<UserId, List<ItemId>> clicks = clicksByUser();
    List<ItemId> popular = byCount(counts(INTERACTIONS, Interaction::item));
    int oracleHits = 0;
    int popularHits = 0;
    for (Map.Entry<UserId, List<ItemId>> entry : clicks.entrySet()) {
      ItemId last = entry.getValue().removeLast();
      List<ItemId> best = WORLD.bestFor(entry.getKey(), 1_760, WORLD.settings().end());
      oracleHits += topUnseen(best, entry.getValue()).contains(last) ? 1 : 0;
      popularHits += topUnseen(popular, entry.getValue()).contains(last) ? 1 : 0;
    }
    assertThat(clicks).hasSizeGreaterThan(1_000);
    assertThat(oracleHits).isGreaterThan(2 * popularHits);
  }

  @Test
  void bestFor_isOrderedByUtility_andOnSale() {
    UserId user = WORLD.users().getFirst().id();
    Instant time = WORLD.settings().end();
    List<ItemId> best = WORLD.bestFor(user, 20, time);
    assertThat(best).hasSize(20).allMatch(item -> WORLD.isAvailable(item, time));
    assertThat(best)
        .isSortedAccordingTo(Comparator.comparingDouble(item -> -WORLD.utility(user, item)));
  }

  @Test
  void trending_surgesInTheLastDays() {
    Set<ItemId> trending = Set.copyOf(WORLD.trending());
    Instant surge = WORLD.settings().end().minus(Duration.ofDays(Trends.TREND_DAYS - 1));
    double before = share(trending, act -> act.time().isBefore(surge));
    double after = share(trending, act -> !act.time().isBefore(surge));
    assertThat(trending).hasSizeGreaterThanOrEqualTo(4);
    assertThat(after).isGreaterThan(3 * before);
  }

  @Test
  void ids_needNoEscapes_andTitlesAreUnique() {
    assertThat(WORLD.items()).allMatch(item -> item.id().value().matches("[a-z-]+-[0-9]{4}"));
    assertThat(WORLD.users()).allMatch(user -> user.id().value().matches("u[0-9]{5}"));
    assertThat(WORLD.items().stream().map(Item::title)).doesNotHaveDuplicates();
    assertThat(WORLD.items())
        .allMatch(item -> Double.parseDouble(item.texts("price").getFirst()) > 0);
  }

  @Test
  void respond_anyVisitor_answersTheSameForTheSameRandom() {
    Visitor stranger = Visitor.of(new SessionId("never-seen"));
    Visit visit = new Visit(stranger, START, Set.of(WORLD.items().getFirst().id()));
    List<ItemId> shown = WORLD.items().stream().limit(200).map(Item::id).toList();
    List<Reaction> reactions = WORLD.respond(visit, shown, new SplittableRandom(3));
    assertThat(reactions).isNotEmpty();
    assertThat(reactions).isEqualTo(WORLD.respond(visit, shown, new SplittableRandom(3)));
    assertThat(reactions).allMatch(r -> shown.get(r.position() - 1).equals(r.item()));
    assertThat(reactions).isSortedAccordingTo(Comparator.comparing(Reaction::after));
  }

  @Test
  void respond_refusesUnknownItemsAndNobody() {
    UserId user = WORLD.users().getFirst().id();
    assertThatThrownBy(() -> WORLD.utility(user, new ItemId("unicorn-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the world has no item unicorn-1");
    Visit nobody = new Visit(Visitor.ANONYMOUS, START, Set.of());
    assertThatThrownBy(() -> WORLD.respond(nobody, List.of(), new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a user or a session");
  }

  @Test
  void utility_ofAComplement_isHigherWithTheBasket() {
    UserId user = WORLD.users().getFirst().id();
    ItemId item = WORLD.items().getFirst().id();
    ItemId complement = WORLD.complements(item).getFirst();
    Visit with = new Visit(Visitor.of(user), START, Set.of(item));
    assertThat(WORLD.utility(with, complement))
        .isGreaterThan(WORLD.utility(Visit.of(user, START), complement));
  }

  @Test
  void settings_refuseWorldsThatAreTooSmall() {
    assertThatThrownBy(() -> new WorldSettings(1, 0, 220, 1, START, 14))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("users must be at least 1, was 0");
    assertThat(SMALL.endingAt(START).end()).isEqualTo(START);
  }

  /** A place of a shown list. */
  private record Slot(int position, double utility, boolean clicked) {}

  /** Returns all places of all lists, with the basket of the moment taken into account. */
  private static List<Slot> slots() {
    Set<List<Object>> clicks =
        INTERACTIONS.stream()
            .filter(act -> act.type().equals("click"))
            .map(act -> List.<Object>of(act.context().request().orElseThrow(), act.item()))
            .collect(Collectors.toSet());
    Map<Visitor, Set<ItemId>> baskets = new HashMap<>();
    List<Slot> slots = new ArrayList<>();
    for (Event event : EVENTS) {
      if (event instanceof Interaction act && act.type().equals("cart")) {
        baskets.computeIfAbsent(act.visitor(), _ -> new HashSet<>()).add(act.item());
      } else if (event instanceof Impression list && !isCutOff(list)) {
        Set<ItemId> basket = baskets.getOrDefault(list.visitor(), Set.of());
        Visit visit = new Visit(list.visitor(), list.time(), basket);
        for (int position = 1; position <= list.shown().size(); position++) {
          ItemId item = list.shown().get(position - 1).item();
          boolean clicked = clicks.contains(List.<Object>of(list.request(), item));
          slots.add(new Slot(position, WORLD.utility(visit, item), clicked));
        }
      }
    }
    return slots;
  }

  private static boolean isCutOff(Impression list) {
    return list.time().isAfter(WORLD.settings().end().minus(Duration.ofHours(1)));
  }

  private static double complementShare(List<ItemId> first, List<ItemId> second) {
    int pairs = 0;
    for (int pair = 0; pair < first.size(); pair++) {
      pairs += WORLD.complements(first.get(pair)).contains(second.get(pair)) ? 1 : 0;
    }
    return pairs / (double) first.size();
  }

  private static double share(Set<ItemId> items, Predicate<Interaction> when) {
    return INTERACTIONS.stream()
        .filter(when)
        .mapToInt(act -> items.contains(act.item()) ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static Map<UserId, List<ItemId>> clicksByUser() {
    Map<UserId, List<ItemId>> clicks = new LinkedHashMap<>();
    INTERACTIONS.stream()
        .filter(act -> act.type().equals("click") && act.visitor().user().isPresent())
        .forEach(
            act ->
                clicks
                    .computeIfAbsent(act.visitor().user().orElseThrow(), _ -> new ArrayList<>())
                    .add(act.item()));
    return clicks;
  }

  private static Set<ItemId> topUnseen(List<ItemId> ranked, List<ItemId> seen) {
    Set<ItemId> hidden = Set.copyOf(seen);
    return ranked.stream()
        .filter(item -> !hidden.contains(item))
        .limit(20)
        .collect(Collectors.toSet());
  }

  private static <K> Map<K, Long> counts(List<Interaction> acts, Function<Interaction, K> key) {
    return acts.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  private static List<ItemId> byCount(Map<ItemId, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double shareOfTopTenth(Map<?, Long> counts) {
    List<Long> sorted = counts.values().stream().sorted(Comparator.reverseOrder()).toList();
    double top = sorted.stream().limit(sorted.size() / 10).mapToLong(count -> count).sum();
    return top / sorted.stream().mapToLong(count -> count).sum();
  }

  private static <E extends Event> List<E> all(Class<E> type) {
    return EVENTS.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
