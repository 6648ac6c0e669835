package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.cairn.core.ItemId;
import io.cairn.features.ItemFeature;
import io.cairn.recommender.reranking.Boost;
import io.cairn.recommender.reranking.Cap;
import io.cairn.recommender.reranking.Effect;
import io.cairn.recommender.reranking.Reranker;
import io.cairn.recommender.reranking.Slots;
import io.cairn.recommender.retrieval.Charts;
import io.cairn.recommender.retrieval.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Re-rankers that a surface names, on the whole path. */
final class RerankedListTest {
  private static final Map<String, Reranker> RERANKERS =
      Map.of(
          "fresh",
          new Boost("age", new Boost.Form.Fading(99, 10)),
          "brands",
          new Cap("brand", 1, 10),
          "new",
          slots(new Slots.Condition.Source(List.of("arrivals"))),
          "old",
          slots(new Slots.Condition.Feature("age", Optional.of(99.0), Optional.empty())));

  private final Shop shop =
      new Shop(List.of(new ItemFeature.ItemAge("age")))
          .branded("a", 30, "acme")
          .branded("b", 20, "acme")
          .branded("c", 10, "bolt")
          .branded("d", 0, "cork")
          .does("x", "view", 1, "a", "a", "a", "b", "b", "c", "d");

  private static Slots slots(Slots.Condition condition) {
    return new Slots(List.of(2), condition);
  }

  private static PipelineSettings settings(List<String> sources, List<String> rerankers) {
    return new PipelineSettings(
        10,
        Duration.ofMinutes(1),
        Duration.ZERO,
        0,
        3,
        PipelineSettings.Learned.NONE,
        new PipelineSettings.Fusion(5, Map.of(), 1),
        Map.of(
            "popular", new SourceSettings.Chart(Charts.Chart.POPULAR),
            "arrivals", new SourceSettings.Chart(Charts.Chart.ARRIVALS)),
        RERANKERS,
        Map.of(
            "home",
            new PipelineSettings.SurfaceSettings(
                false, sources, List.of(), Optional.of(rerankers), Optional.of(List.of()))));
  }

  private Recommendation list(int count, List<String> sources, String... rerankers) {
    return recommender(sources, rerankers).recommend(Shop.request("home", Shop.user("u"), count));
  }

  private Recommender recommender(List<String> sources, String... rerankers) {
    return Recommender.of(
        settings(sources, List.of(rerankers)),
        List.of(),
        shop.features(),
        shop.store(),
        new Surroundings(Runnable::run, 1, () -> 0, (_, _) -> {}));
  }

  private static List<String> names(Recommendation made) {
    return made.items().stream().map(item -> item.candidate().item().value()).toList();
  }

  @Test
  void reordering_looksAtTheBest_howeverManyAreAskedFor() {
    List<String> popular = List.of("popular");
    assertThat(names(list(4, popular))).containsExactly("a", "b", "c", "d");
    assertThat(names(list(4, popular, "fresh"))).containsExactly("c", "b", "a", "d");
    assertThat(names(list(2, popular, "fresh"))).containsExactly("c", "b");
  }

  @Test
  void effects_sayWhatEachDid_underItsName() {
    Recommendation made = list(3, List.of("popular", "arrivals"), "brands", "old");
    assertThat(made.trace().course().effects())
        .extracting(Effect::step, Effect::what)
        .contains(tuple("old", "place 2 is kept for others, of which there are none"));
    assertThat(list(4, List.of("popular"), "brands").trace().course().shortfall())
        .contains("1 by brands");
  }

  @Test
  void slots_bringWhatASourceProposes_andHeldBackIsSaid() {
    shop.branded("n", 0, "dash");
    Recommendation made = list(5, List.of("popular", "arrivals"), "new");
    assertThat(names(made)).hasSize(5).doesNotHaveDuplicates();
    Recommendation capped = list(10, List.of("popular"), "brands");
    assertThat(capped.trace().course().losses())
        .containsEntry(new ItemId("b"), new Loss("brands", "1 of brand acme stand above"));
  }

  @Test
  void of_aFeatureThatThereIsNot_isRefused_ifASurfaceNamesIt() {
    Shop bare = new Shop();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Recommender.of(
                    settings(List.of("popular"), List.of("fresh")),
                    List.of(),
                    bare.features(),
                    bare.store(),
                    new Surroundings(Runnable::run, 1, () -> 0, (_, _) -> {})))
        .withMessage("rerankers.fresh reads unknown features [age], there are []");
  }

  @Test
  void settings_slotsOfASourceThatIsNotAsked_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of("popular"), List.of("new")))
        .withMessage(
            "surface home names unknown sources by its re-ranker new [arrivals], there are"
                + " [popular]");
  }
}
