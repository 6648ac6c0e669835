package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.Rule;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.recommender.rules.RuleCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.close();
  }

  /** Ten items, dearer and less liked one after the other, by turns of two brands. */
  private static Shop shop() {
    Shop shop = new Shop();
    for (int i = 0; i < 10; i++) {
      shop.item("i" + i, attributes(i));
      for (int person = 0; person < 10 - i; person++) {
        shop.does("p" + person, "view", 2, "i" + i);
      }
    }
    return shop;
  }

  private static Map<String, Value> attributes(int i) {
    Map<String, Value> known = new HashMap<>();
    known.put("title", new Value.Text("Item number " + i));
    known.put("price", new Value.Numeric(i));
    known.put("brand", new Value.Text(i % 2 == 0 ? "even" : "odd"));
    if (i == 3) {
      known.put("min_age", new Value.Numeric(18));
    }
    return known;
  }

  private Recommender recommender(Shop shop, Rule... rules) {
    return new Paths(shop, executor)
        .recommender(Paths.settings().withRules(List.of(rules)), List.of());
  }

  private static RecommendationRequest trending(int count) {
    return Shop.request("trending", Visitor.ANONYMOUS, count);
  }

  private static List<String> items(Recommendation made) {
    return made.items().stream().map(item -> item.candidate().item().value()).toList();
  }

  private static List<String> named(int... items) {
    return IntStream.of(items).mapToObj(i -> "i" + i).toList();
  }

  private List<String> shown(int count, Rule... rules) {
    return items(recommender(shop(), rules).preview(trending(count)));
  }

  @Test
  void filter_keepsOnlyWhatMatches() {
    assertThat(shown(3, Rule.of("odd", "item.brand == 'odd'", new Rule.Filter())))
        .isEqualTo(named(1, 3, 5));
  }

  @Test
  void exclude_keepsOutWhatMatches() {
    assertThat(shown(3, Rule.of("no-odd", "item.brand == 'odd'", new Rule.Exclude())))
        .isEqualTo(named(0, 2, 4));
  }

  @Test
  void gate_keepsOutWhatCannotBeTold_andFilterToo() {
    Rule gate = Rule.of("age", "item.min_age <= 18", new Rule.Gate());
    Recommendation made = recommender(shop(), gate).preview(trending(3));
    assertThat(items(made)).isEqualTo(named(3));
    assertThat(made.trace().course().shortfall())
        .isEqualTo("only 1 of 3: the sources proposed no more; they were held to the rules age");
  }

  @Test
  void exclude_whatCannotBeTold_isShown_andCounted() {
    Rule rule = Rule.of("adults", "item.min_age >= user.age", new Rule.Exclude());
    Recommendation made = recommender(shop(), rule).preview(trending(2));
    assertThat(items(made)).isEqualTo(named(0, 1));
    RuleCall call = made.trace().rules().calls().getFirst();
    assertThat(call.failures()).isPositive();
    assertThat(call.problem()).contains("'min_age' is not present");
  }

  @Test
  void gate_thatSourcesAreHeldTo_countsWhatCannotBeTold_untilItCan() {
    Shop shop = shop();
    Rule gate = Rule.of("age", "item.min_age <= 18", new Rule.Gate());
    Recommender recommender = recommender(shop, gate);
    RuleCall call = recommender.preview(trending(3)).trace().rules().calls().getFirst();
    assertThat(call.leftOut()).isEqualTo(9);
    assertThat(call.problem()).contains("'min_age' is not present");
    shop.item("i5", Map.of("min_age", new Value.Numeric(6)));
    recommender.rulebook().changed(List.of(new ItemId("i5")));
    call = recommender.preview(trending(3)).trace().rules().calls().getFirst();
    assertThat(call.leftOut()).isEqualTo(8);
    shop.removed("i6");
    recommender.rulebook().changed(List.of(new ItemId("i6")));
    call = recommender.preview(trending(3)).trace().rules().calls().getFirst();
    assertThat(call.leftOut()).isEqualTo(7);
    assertThat(call.failures()).isZero();
  }

  @Test
  void calls_ofALaterPage_areOfThatPageAlone() {
    Rule bury = Rule.of("adults", "item.min_age > 18", new Rule.Bury());
    Recommender recommender =
        new Paths(shop(), executor)
            .keeping(1 << 20)
            .recommender(Paths.settings().withRules(List.of(bury)), List.of());
    Recommendation first = recommender.recommend(trending(3));
    assertThat(first.trace().rules().calls().getFirst().failures()).isPositive();
    Part.Turn turn = new Part.Turn(3, Set.of(), Shop.NOW.plusSeconds(60));
    Recommendation next = recommender.next(first.part().next().orElseThrow(), turn).orElseThrow();
    assertThat(next.trace().rules().calls().getFirst().failures()).isZero();
  }

  @Test
  void filterOfARequest_thatSourcesAreHeldTo_countsWhatCannotBeTold() {
    Rule filter = Rule.of("half", "item.price / item.missing > 1.0", new Rule.Filter());
    RuleCall call =
        recommender(shop())
            .preview(trending(3).withRules(List.of(filter)))
            .trace()
            .rules()
            .calls()
            .getFirst();
    assertThat(call.leftOut()).isEqualTo(10);
    assertThat(call.problem()).contains("'missing' is not present");
  }

  @Test
  void boost_liftsWhatMatches_andBuryPutsItLast() {
    assertThat(shown(4, Rule.of("up", "item.price == 3", new Rule.Boost(100))))
        .isEqualTo(named(3, 0, 1, 2));
    assertThat(shown(5, Rule.of("down", "item.price < 3", new Rule.Bury())))
        .isEqualTo(named(3, 4, 0, 1, 2));
  }

  @Test
  void cap_holdsBackWhatHasItsNumber() {
    assertThat(shown(5, Rule.of("few-odd", "item.brand == 'odd'", new Rule.Cap(1, 4))))
        .isEqualTo(named(0, 1, 2, 4, 3));
  }

  @Test
  void pin_anItem_standsAtItsPlace_thoughNoSourceProposedIt() {
    Rule pin = pin("i9", 2);
    Recommendation made = recommender(shop(), pin).preview(trending(4));
    assertThat(items(made)).isEqualTo(named(0, 9, 1, 2));
    assertThat(made.trace().course().effects())
        .anyMatch(effect -> effect.what().equals("pinned to place 2"));
  }

  @Test
  void pin_theBestThatFits_standsAtItsPlace() {
    Rule pin = Rule.of("odd-first", "item.brand == 'odd'", new Rule.Pin(Optional.empty(), 1));
    assertThat(shown(3, pin)).isEqualTo(named(1, 0, 2));
  }

  @Test
  void pin_ofWhatMayNotBeShown_isNotShown() {
    Shop shop = shop().unavailable("i9").does("u", "view", 1, "i8");
    Recommender recommender =
        recommender(
            shop,
            pin("i9", 1),
            pin("i8", 2),
            pin("nothing", 3),
            Rule.of("no-odd", "item.brand == 'odd'", new Rule.Exclude()),
            pin("i7", 4));
    Recommendation made = recommender.preview(Shop.request("trending", Shop.user("u"), 4));
    assertThat(items(made)).isEqualTo(named(0, 2, 4, 6));
    assertThat(made.trace().rules().calls())
        .anyMatch(call -> call.problem().contains("item nothing, which is not in the catalogue"));
  }

  @Test
  void pin_whereAllElseIsMissing_comesUpToTheFirstFreePlace() {
    Rule only = Rule.of("cheap", "item.price < 1 || item.price == 9", new Rule.Filter());
    assertThat(shown(5, only, pin("i9", 5))).isEqualTo(named(0, 9));
  }

  private static Rule pin(String item, int slot) {
    return new Rule(
        "pin-" + item,
        Optional.empty(),
        Optional.empty(),
        new Rule.Pin(Optional.of(item), slot),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void rule_ofAnotherTimeOrSurface_doesNothing() {
    Rule over = scheduled("over", Optional.empty(), Duration.ofDays(-1));
    Rule elsewhere = scheduled("elsewhere", Optional.of(List.of("home")), Duration.ofDays(1));
    assertThat(shown(2, over, elsewhere)).isEqualTo(named(0, 1));
    Rule now = scheduled("now", Optional.of(List.of("trending")), Duration.ofDays(1));
    assertThat(shown(2, now)).isEqualTo(named(1, 3));
  }

  private static Rule scheduled(String id, Optional<List<String>> surfaces, Duration untilIn) {
    return new Rule(
        id,
        Optional.empty(),
        Optional.of("item.brand == 'even'"),
        new Rule.Exclude(),
        surfaces,
        Optional.of(Shop.NOW.minus(Duration.ofDays(9))),
        Optional.of(Shop.NOW.plus(untilIn)),
        Optional.empty());
  }

  @Test
  void rules_areLetGoInTheDeclaredOrder_untilTheListIsFull() {
    Rule first = Rule.of("first", "item.price < 2", new Rule.Filter()).relaxedAfter("second");
    Rule second =
        Rule.of("second", "item.brand == 'odd'", new Rule.Filter()).relaxedAfter("near-duplicates");
    Recommender recommender = recommender(shop(), first, second);
    Recommendation one = recommender.preview(trending(1));
    assertThat(items(one)).isEqualTo(named(1));
    assertThat(one.trace().course().relaxed()).isEmpty();
    Recommendation two = recommender.preview(trending(2));
    assertThat(items(two)).isEqualTo(named(1, 0));
    assertThat(two.trace().course().relaxed()).containsExactly("second");
    Recommendation four = recommender.preview(trending(4));
    assertThat(items(four)).hasSize(4).startsWith("i1", "i0");
    assertThat(four.trace().course().relaxed()).containsExactly("second", "first");
  }

  @Test
  void rulesOfARequest_holdForItAlone() {
    Recommender recommender = recommender(shop());
    Rule odd = Rule.of("odd", "item.brand == 'odd'", new Rule.Filter());
    assertThat(items(recommender.preview(trending(2).withRules(List.of(odd)))))
        .isEqualTo(named(1, 3));
    assertThat(items(recommender.preview(trending(2)))).isEqualTo(named(0, 1));
  }

  @Test
  void follow_replacesTheStoredRules_andTheRevisionIsRecorded() {
    Paths paths = new Paths(shop(), executor);
    Recommender recommender = paths.recommender(Paths.settings(), List.of());
    Rule odd = Rule.of("odd", "item.brand == 'odd'", new Rule.Filter());
    recommender.rulebook().follow(4, List.of(odd));
    assertThat(items(recommender.recommend(trending(2)))).isEqualTo(named(1, 3));
    recommender.rulebook().follow(5, List.of());
    assertThat(items(recommender.recommend(trending(2)))).isEqualTo(named(0, 1));
    assertThat(paths.impressions()).extracting(shown -> shown.asOf().rules()).containsExactly(4, 5);
  }

  @Test
  void filter_thatOneInAThousandPasses_leavesSourcesWhatTheyCanPropose() {
    Shop shop = new Shop();
    for (int i = 0; i < 1_000; i++) {
      shop.item("x" + i, Map.of("rare", new Value.Flag(i % 250 == 249)));
    }
    for (String person : List.of("a", "b")) {
      shop.does(
          person, "view", 1, IntStream.range(0, 60).mapToObj(i -> "x" + i).toArray(String[]::new));
    }
    Rule rare = Rule.of("rare", "item.rare", new Rule.Filter());
    Recommender recommender = recommender(shop, rare);
    Recommendation made = recommender.preview(Shop.request("random", Visitor.ANONYMOUS, 4));
    assertThat(items(made)).containsExactlyInAnyOrder("x249", "x499", "x749", "x999");
    assertThat(made.trace().course().filled()).isEmpty();
    shop.item("x7", Map.of("rare", new Value.Flag(true)));
    recommender.rulebook().changed(List.of(new ItemId("x7")));
    assertThat(items(recommender.preview(Shop.request("random", Visitor.ANONYMOUS, 5))))
        .contains("x7")
        .hasSize(5);
    Recommender plain = recommender(shop);
    assertThat(
            items(
                plain.preview(
                    Shop.request("random", Visitor.ANONYMOUS, 5).withRules(List.of(rare)))))
        .containsExactlyInAnyOrder("x249", "x499", "x749", "x999", "x7");
  }

  /** What a shop is like, and what is asked of it. */
  record World(
      Set<Integer> seen, Set<Integer> unavailable, Set<Integer> excluded, List<Rule> rules) {
    Shop shop() {
      Shop shop = RulesTest.shop();
      shop.does("u", "view", 1, RulesTest.ids(seen));
      unavailable.forEach(i -> shop.unavailable("i" + i));
      return shop;
    }

    RecommendationRequest request(String surface, int count) {
      return Shop.request(
          surface, Shop.user("u"), count, Set.copyOf(Shop.ids(RulesTest.ids(excluded))), "seed");
    }
  }

  private static String[] ids(Set<Integer> items) {
    return items.stream().map(i -> "i" + i).toArray(String[]::new);
  }

  @Provide
  Arbitrary<World> worlds() {
    Arbitrary<Set<Integer>> some = Arbitraries.integers().between(0, 9).set().ofMaxSize(3);
    return Combinators.combine(some, some, some, rules()).as(World::new);
  }

  private static Arbitrary<List<Rule>> rules() {
    Arbitrary<String> conditions =
        Arbitraries.of(
            "item.brand == 'odd'",
            "item.price < 7",
            "item.price > context.hour",
            "item.min_age > 3",
            "item.brand > 3",
            "1 / (size(context.seeds) - 1) == 1 && item.price > 1",
            "user.age > item.price || item.brand == 'even'",
            "item.price");
    Arbitrary<Rule.Action> actions =
        Arbitraries.of(
            new Rule.Filter(),
            new Rule.Exclude(),
            new Rule.Gate(),
            new Rule.Boost(3),
            new Rule.Boost(0.1),
            new Rule.Bury(),
            new Rule.Cap(1, 3),
            new Rule.Pin(Optional.empty(), 2),
            new Rule.Pin(Optional.of("i4"), 1),
            new Rule.Pin(Optional.of("none"), 3));
    return Combinators.combine(conditions, actions, Arbitraries.of(true, false))
        .as(
            (when, action, isRelaxed) -> {
              Rule rule = Rule.of("rule", when, action);
              return isRelaxed && action.isRelaxable() ? rule.relaxedAfter("seen") : rule;
            })
        .list()
        .ofMaxSize(4)
        .map(RulesTest::numbered);
  }

  private static List<Rule> numbered(List<Rule> rules) {
    List<Rule> numbered = new ArrayList<>();
    for (Rule rule : rules) {
      numbered.add(
          new Rule(
              "rule-" + numbered.size(),
              rule.description(),
              rule.when(),
              rule.action(),
              rule.surfaces(),
              rule.from(),
              rule.until(),
              rule.relaxAfter()));
    }
    return numbered;
  }

  @Property(tries = 150)
  void preview_onEverySurface_withAnyRules_keepsItsPromises(@ForAll("worlds") World world) {
    try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      Recommender recommender = new Paths(world.shop(), lanes).recommender();
      recommender.rulebook().follow(1, world.rules());
      for (String surface : recommender.surfaces().keySet()) {
        for (int count : new int[] {1, 3, 20}) {
          check(world, count, recommender.preview(world.request(surface, count)));
        }
      }
    }
  }

  private static void check(World world, int count, Recommendation made) {
    Course course = made.trace().course();
    assertThat(items(made)).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(count);
    Set<String> never = new TreeSet<>(List.of(ids(world.unavailable())));
    never.addAll(List.of(ids(world.excluded())));
    if (!course.relaxed().contains("seen")) {
      never.addAll(List.of(ids(world.seen())));
    }
    assertThat(items(made)).noneMatch(never::contains);
    assertThat(course.shortfall().isEmpty()).isEqualTo(made.items().size() == count);
    for (Rule rule : world.rules()) {
      if (!course.relaxed().contains(rule.id())) {
        items(made).forEach(item -> assertThat(isAgainst(rule, item)).as(rule + item).isFalse());
      }
    }
  }

  /** Says again, without the language, what may not be shown. */
  private static boolean isAgainst(Rule rule, String item) {
    int i = Integer.parseInt(item.substring(1));
    Set<Integer> matching =
        switch (rule.when().orElseThrow()) {
          case "item.brand == 'odd'" -> new TreeSet<>(Set.of(1, 3, 5, 7, 9));
          case "item.price < 7" -> new TreeSet<>(Set.of(0, 1, 2, 3, 4, 5, 6));
          case "item.price > context.hour" -> new TreeSet<>(Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
          case "item.min_age > 3" -> new TreeSet<>(Set.of(3));
          case "user.age > item.price || item.brand == 'even'" ->
              new TreeSet<>(Set.of(0, 2, 4, 6, 8));
          default -> new TreeSet<>();
        };
    return switch (rule.action()) {
      case Rule.Filter _, Rule.Gate _ -> !matching.contains(i);
      case Rule.Exclude _ -> matching.contains(i);
      default -> false;
    };
  }

  @Test
  void everyRule_ofTwenty_isCountedOverWhatReRankersLookAt() {
    List<Rule> many =
        Stream.iterate(0, i -> i < 20, i -> i + 1)
            .map(i -> Rule.of("r" + i, "item.price > " + i, new Rule.Boost(2)))
            .toList();
    Recommendation made = recommender(shop(), many.toArray(Rule[]::new)).preview(trending(3));
    assertThat(made.trace().rules().calls()).hasSize(20);
    assertThat(made.trace().rules().calls().getFirst().matches()).isEqualTo(4);
  }
}
