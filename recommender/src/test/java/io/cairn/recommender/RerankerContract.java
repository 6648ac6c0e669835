package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.Visitor;
import io.cairn.features.Aggregate;
import io.cairn.features.CountFeature;
import io.cairn.features.ItemFeature;
import io.cairn.features.TasteFeature;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Reordering;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.rules.RuleRun;
import io.cairn.recommender.rules.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every re-ranker must do; each re-ranker's test extends it. */
public abstract class RerankerContract {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final List<String> BRANDS = List.of("acme", "bolt", "");
  private static final List<List<String>> CATEGORIES =
      List.of(List.of("toys"), List.of("toys", "dogs"), List.of("food"), List.of());

  /** How many items the shop has that nobody had to do with: {@code i0}, {@code i1} and so on. */
  protected static final int ITEMS = 24;

  /** Returns the re-ranker with settings that change the order of the shop's items. */
  protected abstract Reranker reranker();

  /** Returns a shop whose items differ in brand, categories and age, and have each some alike. */
  protected static Shop shop() {
    Shop shop =
        new Shop(
            List.of(
                new ItemFeature.ItemAge("item_age_days"),
                new ItemFeature.ItemPopularity("item_popularity", Duration.ofDays(60)),
                new CountFeature.EventCount(
                    "item_events", Aggregate.Subject.ITEM, "*", Duration.ofDays(60)),
                new CountFeature.ItemEventCount("times_shown", "impression", WEEK),
                new CountFeature.ItemEventCount("times_clicked", "click", WEEK),
                new TasteFeature.Affinity("category_affinity", "category", WEEK, 64)));
    for (int item = 0; item < ITEMS; item++) {
      List<String> categories = CATEGORIES.get(item % CATEGORIES.size());
      String brand = BRANDS.get(item % BRANDS.size());
      shop.branded("i" + item, 1 + 5 * item, brand, categories.toArray(String[]::new));
    }
    return shop.branded("bone", 90, "acme", "dogs", "toys")
        .branded("fish", 90, "bolt", "food")
        .does("v", "view", 3, "i1", "i3", "i3")
        .does("u", "purchase", 4, "bone")
        .does("u", "dislike", 2, "fish")
        .shows("u", 1, "i0", "i2");
  }

  /** Returns candidates of the shop, the first with the highest score, from 1 downwards. */
  protected static List<Candidate> candidates(int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int item = 0; item < count; item++) {
      candidates.add(candidate("i" + item, 1 - (float) item / ITEMS));
    }
    return candidates;
  }

  /** Returns a candidate that two sources proposed. */
  protected static Candidate candidate(String item, float score) {
    List<Proposal> said =
        List.of(
            new Proposal("popular", 1, score, Optional.empty()),
            new Proposal("arrivals", 2, score, Optional.empty()));
    return new Candidate(new ItemId(item), said, score);
  }

  /** Returns what a list of some visitor is made of, with the rows of its candidates. */
  protected static Slate slate(Shop shop, Visitor visitor, List<Candidate> candidates) {
    Slate slate = shop.slate(Shop.request("home", visitor, 10));
    slate.know(candidates);
    return slate.at("step");
  }

  private record Made(List<ItemId> items, Course course) {}

  /** Makes a list with this re-ranker alone, which may be let go where the list is not full. */
  private Made made(Visitor visitor, int count, List<Candidate> ranked) {
    Reranker reranker = reranker();
    Surface surface =
        new Surface(
            "home",
            false,
            List.of(),
            List.of(),
            reranker instanceof Reordering r ? List.of(new Control<>("step", r)) : List.of(),
            reranker instanceof Placement p ? List.of(new Control<>("step", p)) : List.of(),
            Optional.empty(),
            List.of("step"));
    Slate slate = shop().slate(Shop.request("home", visitor, count));
    RuleRun rules = new Rulebook(List.of(), slate.reader()).begin(slate.query());
    Composition list = new Composition(surface, slate, rules, Optional.empty());
    list.order(ranked, ITEMS - 2);
    list.fill();
    for (String name : list.relaxations()) {
      if (!list.isFull()) {
        list.relax(name, List.of());
      }
    }
    List<ItemId> items = list.page().stream().map(placed -> placed.candidate().item()).toList();
    return new Made(items, list.course());
  }

  private static List<ItemId> items(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::item).toList();
  }

  @Test
  void list_hasEveryItemOnce_inAnotherOrder() {
    List<Candidate> ranked = candidates(ITEMS);
    assertThat(made(Shop.user("u"), ITEMS, ranked).items())
        .containsExactlyInAnyOrderElementsOf(items(ranked))
        .isNotEqualTo(items(ranked));
  }

  @Test
  void list_twice_isTheSame() {
    List<Candidate> ranked = candidates(ITEMS);
    Made made = made(Shop.user("u"), ITEMS, ranked);
    Made again = made(Shop.user("u"), ITEMS, ranked);
    assertThat(made.items()).isEqualTo(again.items());
    assertThat(made.course().steps()).isEqualTo(again.course().steps());
    assertThat(made.course().effects()).isEqualTo(again.course().effects());
  }

  @Test
  void list_thatIsLonger_beginsWithTheShorter() {
    List<Candidate> ranked = candidates(ITEMS);
    List<ItemId> longest = made(Shop.user("u"), ITEMS, ranked).items();
    for (int count = 1; count < ITEMS; count++) {
      assertThat(made(Shop.user("u"), count, ranked).items()).isEqualTo(longest.subList(0, count));
    }
  }

  @Test
  void list_ofNoneOrOne_hasThese() {
    assertThat(made(Shop.user("u"), 10, List.of()).items()).isEmpty();
    assertThat(made(Shop.user("u"), 10, candidates(1)).items()).containsExactly(new ItemId("i0"));
  }

  @Test
  void list_forSomebodyUnknown_hasEveryItem() {
    List<Candidate> ranked = candidates(ITEMS);
    assertThat(made(Visitor.ANONYMOUS, ITEMS, ranked).items())
        .containsExactlyInAnyOrderElementsOf(items(ranked));
  }

  @Test
  void list_ofItemsWithoutAttributes_hasEveryOne() {
    List<Candidate> ranked = new ArrayList<>(candidates(ITEMS));
    ranked.removeIf(candidate -> Integer.parseInt(candidate.item().value().substring(1)) % 4 != 3);
    assertThat(made(Shop.user("u"), ITEMS, ranked).items())
        .containsExactlyInAnyOrderElementsOf(items(ranked));
  }

  @Test
  void list_withAnyScores_hasEveryItemOnce() {
    float[] odd = {Float.NaN, 0, -0f, -1, 3, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    Random random = new Random(5);
    for (int turn = 0; turn < 20; turn++) {
      int kinds = 1 + random.nextInt(odd.length);
      List<Candidate> ranked = new ArrayList<>();
      for (Candidate candidate : candidates(ITEMS)) {
        ranked.add(candidate.withScore(odd[random.nextInt(kinds)]));
      }
      Collections.shuffle(ranked, random);
      assertThat(made(Shop.user("u"), ITEMS, ranked).items())
          .containsExactlyInAnyOrderElementsOf(items(ranked));
    }
  }

  @Test
  void list_ofScoredCandidates_putsTheHighestFirst() {
    for (float shift : List.of(0f, -.5f, -2f)) {
      List<Candidate> ranked =
          candidates(ITEMS).stream().map(c -> c.withScore(c.score() + shift)).toList();
      for (Course.Step step : made(Shop.user("u"), ITEMS, ranked).course().steps()) {
        List<Float> scores = step.candidates().stream().map(Candidate::score).toList();
        assertThat(scores).isSortedAccordingTo(Collections.reverseOrder());
      }
    }
  }

  @Test
  void effects_nameTheStep_andItemsOfTheList() {
    List<Candidate> ranked = candidates(ITEMS);
    List<Effect> effects = made(Shop.user("u"), ITEMS, ranked).course().effects();
    assertThat(effects).isNotEmpty().allMatch(effect -> effect.step().equals("step"));
    assertThat(effects).extracting(Effect::item).isSubsetOf(items(ranked));
    assertThat(effects).extracting(Effect::what).doesNotContain("");
  }

  @Test
  void features_areThoseOfTheShop() {
    assertThat(Set.copyOf(shop().features().columns())).containsAll(reranker().features());
  }
}
