package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.Rule;
import io.cairn.recommender.reranking.Cap;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Mmr;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.reranking.Similarity;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A shop whose items p1 to p8 are less popular one after the other. */
final class WhyNotTest {
  private static final int PROPOSED = 6;

  private final Shop shop = new Shop().items(9, "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8");

  WhyNotTest() {
    for (int item = 1; item <= 8; item++) {
      for (int user = 0; user < 10 - item; user++) {
        shop.does("other" + user, "view", 1, "p" + item);
      }
    }
  }

  private Fate fate(Recommender path, RecommendationRequest request, String item) {
    return new WhyNot(path, path.recommend(request)).of(new ItemId(item));
  }

  private Fate fate(String item) {
    return fate(path(0, Map.of(), List.of()), request(Set.of()), item);
  }

  private static RecommendationRequest request(Set<ItemId> exclude) {
    return Shop.request("home", Shop.user("u"), 3, exclude);
  }

  private Recommender path(
      double nearDuplicates, Map<String, Reranker> rerankers, List<String> relax) {
    PipelineSettings settings =
        new PipelineSettings(
            PROPOSED,
            Duration.ofMinutes(1),
            Duration.ZERO,
            nearDuplicates,
            PROPOSED,
            PipelineSettings.Learned.NONE,
            new PipelineSettings.Fusion(5, Map.of(), 1),
            Map.of(
                "recent", new SourceSettings.Chart(Charts.Chart.RECENTLY_POPULAR),
                "popular", new SourceSettings.Chart(Charts.Chart.POPULAR)),
            rerankers,
            Map.of(
                "home",
                new PipelineSettings.SurfaceSettings(
                    false,
                    List.of("recent"),
                    List.of("popular"),
                    Optional.of(List.copyOf(rerankers.keySet())),
                    Optional.of(relax))));
    return Recommender.of(
        settings,
        List.of(),
        shop.features(),
        shop.store(),
        new Surroundings(Runnable::run, 1, () -> 0, (_, _) -> {}));
  }

  @Test
  void of_anItemOnTheList_saysItsPlace() {
    Fate fate = fate("p2");
    assertThat(fate.step()).isEqualTo(Place.LIST);
    assertThat(fate.position()).isEqualTo(2);
    assertThat(fate.reason()).isEqualTo("it is on the list, at place 2");
    assertThat(fate.passage().places())
        .extracting(Place::step, Place::before, Place::position)
        .containsExactly(tuple("ranking", 0, 2), tuple("list", 2, 2));
  }

  @Test
  void of_anItemBelowTheCut_saysWhatItLacks() {
    Fate fate = fate("p5");
    assertThat(fate.step()).isEqualTo(Loss.RANK);
    assertThat(fate.reason()).isEqualTo("the 3 on the list are better, it stands at place 5");
    Fate.Gap gap = fate.gap().orElseThrow();
    assertThat(gap.last()).isEqualTo(new ItemId("p3"));
    assertThat(gap.score()).isLessThan(gap.lastScore()).isPositive();
    assertThat(fate.needed()).contains("a score above ", "that of the last one, p3; it has ");
  }

  @Test
  void of_anItemThatNoSourceProposed_saysWhereEachHasIt() {
    Fate fate = fate("p8");
    assertThat(fate.step()).isEqualTo(Fate.SOURCES);
    assertThat(fate.reason()).isEqualTo("no source proposed it");
    assertThat(fate.needed())
        .isEqualTo("candidates-per-source of at least 8: recent has 7 better ones, and proposed 6");
    assertThat(fate.found())
        .as("the fallback was not asked")
        .extracting(Probe.Found::source, Probe.Found::rank)
        .containsExactly(tuple("recent", 8));
  }

  @Test
  void of_aListThatTheFallbackFilled_saysWhereItHasTheItem() {
    shop.does("u", "view", 1, "p1", "p2", "p3", "p4", "p5", "p6");
    assertThat(fate("nothing").found())
        .extracting(Probe.Found::source)
        .containsExactly("recent", "popular");
  }

  @Test
  void of_anItemThatARuleMoved_namesTheRule() {
    Recommender path = path(0, Map.of(), List.of());
    Rule bury = Rule.of("no-hits", "item.id == 'p2'", new Rule.Bury());
    Fate buried = fate(path, request(Set.of()).withRules(List.of(bury)), "p2");
    assertThat(buried.step()).isEqualTo("no-hits");
    assertThat(buried.reason()).isEqualTo("no-hits moved it from place 2 to 6");
    Rule lift = Rule.of("lift", "item.id == 'p5'", new Rule.Boost(100));
    Fate below = fate(path, request(Set.of()).withRules(List.of(lift)), "p3");
    assertThat(below.step()).isEqualTo("lift");
    Rule more = Rule.of("more", "item.id == 'p6'", new Rule.Boost(100));
    Fate belowBoth = fate(path, request(Set.of()).withRules(List.of(more, lift)), "p3");
    assertThat(belowBoth.step()).isEqualTo("rules");
    Rule first = Rule.of("first", "item.id == 'p0'", new Rule.Boost(100));
    Fate belowOne = fate(path, request(Set.of()).withRules(List.of(first, lift)), "p3");
    assertThat(belowOne.step()).isEqualTo("lift");
    assertThat(belowBoth.reason()).isEqualTo("lift, more moved it from place 3 to 5");
  }

  @Test
  void of_anItemThatNoSourceHas_saysSo() {
    shop.items(1, "new");
    Fate fate = fate("new");
    assertThat(fate.found())
        .filteredOn(found -> found.source().equals("recent"))
        .extracting(Probe.Found::rank)
        .containsExactly(0);
  }

  @Test
  void of_anItemThatIsNotInTheCatalogue_saysSo() {
    assertThat(fate("unheard").step()).isEqualTo(Fate.CATALOGUE);
    assertThat(fate("unheard").reason()).isEqualTo("not in the catalogue");
    assertThat(fate("unheard").needed())
        .isEqualTo("that it is in the catalogue: put it there first");
  }

  @Test
  void of_anItemThatAGateKeepsOut_namesTheGate() {
    shop.unavailable("p1").does("u", "view", 1, "p2");
    Recommender path = path(0, Map.of(), List.of());
    RecommendationRequest request = request(Set.of(new ItemId("p3")));
    assertThat(fate(path, request, "p1").step()).isEqualTo("available");
    assertThat(fate(path, request, "p1").reason()).isEqualTo("not available");
    assertThat(fate(path, request, "p2").step()).isEqualTo("seen");
    assertThat(fate(path, request, "p2").reason())
        .isEqualTo("viewed 1 day ago, never shown again (pipeline.seen)");
    assertThat(fate(path, request, "p2").needed()).contains("pipeline.seen");
    assertThat(fate(path, request, "p3").step()).isEqualTo("excluded");
  }

  @Test
  void of_anItemThatAPlacementHoldsBack_saysWhy() {
    shop.titled("p1", "blue moon over the sea").titled("p2", "blue moon over the sea");
    Fate duplicate = fate(path(0.9, Map.of(), List.of()), request(Set.of()), "p2");
    assertThat(duplicate.step()).isEqualTo("near-duplicates");
    assertThat(duplicate.reason()).isEqualTo("nearly the same as another on the list, p1");
    Recommender capped = path(0, Map.of("one-title", new Cap("title", 1, 10)), List.of());
    assertThat(fate(capped, request(Set.of()), "p2").step()).isEqualTo("one-title");
    assertThat(fate(capped, request(Set.of()), "p2").needed())
        .isEqualTo("that one-title lets it be shown");
  }

  @Test
  void of_anItemThatAReRankerPushedDown_namesIt() {
    shop.titled("p1", "blue moon over the sea").titled("p2", "blue moon over the sea");
    Recommender path =
        path(
            0,
            Map.of(
                "diverse",
                new Mmr(0.1, Mmr.Against.NEAREST, 10, new Similarity.Attribute("title"))),
            List.of());
    Fate fate = fate(path, request(Set.of()), "p2");
    assertThat(fate.step()).isEqualTo("diverse");
    assertThat(fate.reason()).isEqualTo("diverse moved it from place 2 to 6");
    assertThat(fate.passage().places()).extracting(Place::position).containsExactly(2, 6);
  }

  @Test
  void passage_ofAnItemThatWasLetGo_saysWhichRuleWas() {
    shop.does("u", "view", 1, "p1", "p2", "p3", "p4", "p5", "p6");
    Recommendation made = path(0, Map.of(), List.of("seen")).recommend(request(Set.of()));
    assertThat(made.items()).hasSize(2);
    assertThat(made.trace().course().shortfall()).startsWith("only 2 of 3");
    shop.titled("p7", "blue moon over the sea").titled("p8", "blue moon over the sea");
    Recommendation relaxed =
        path(0.9, Map.of(), List.of("near-duplicates")).recommend(request(Set.of()));
    Passage passage = Passage.of(relaxed, List.of(new ItemId("p8"))).values().iterator().next();
    assertThat(passage.effects()).extracting(Effect::step).containsOnly("near-duplicates");
    assertThat(passage.effects())
        .extracting(Effect::what)
        .satisfiesExactly(
            held -> assertThat(held).startsWith("held back from place").endsWith(", p7"),
            letGo -> assertThat(letGo).isEqualTo("let go, as the list was short"));
  }
}
