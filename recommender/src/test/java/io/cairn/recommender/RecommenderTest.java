package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.ItemId;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.Visitor;
import io.cairn.recommender.reranking.EpsilonGreedy;
import io.cairn.recommender.reranking.Scope;
import io.cairn.recommender.retrieval.Rung;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecommenderTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Shop shop =
      new Shop()
          .items(9, "a", "b", "c", "d", "e", "f", "g")
          .user("new", "north")
          .user("v", "north")
          .does("v", "view", 2, "b", "c", "d")
          .does("u", "view", 1, "a")
          .does(Shop.session("s"), "view", 1, "e");
  private final Paths paths = new Paths(shop, executor);
  private final Recommender recommender = paths.recommender();

  @AfterEach
  void close() {
    executor.close();
  }

  private Recommendation home(Visitor visitor) {
    return recommender.recommend(Shop.request("home", visitor, 3));
  }

  private static List<String> names(Recommendation made) {
    return made.items().stream().map(item -> item.candidate().item().value()).toList();
  }

  @Test
  void recommend_withAHistory_isPersonalized() {
    Recommendation made = home(Shop.both("u", "s"));
    assertThat(made.rung()).isEqualTo(Rung.HISTORY);
    assertThat(made.personalized()).isTrue();
    assertThat(made.whyNotPersonalized()).isEmpty();
    assertThat(names(made)).hasSize(3).doesNotContain("a", "e");
    assertThat(made.models()).isEqualTo(Map.of("als", 7, "ease", 7, "similar", 7));
  }

  @Test
  void recommend_namesTheModelsOfTheSourcesThatWereAsked() {
    assertThat(models("similar")).isEqualTo(Map.of("similar", 7));
    assertThat(models("trending")).isEmpty();
    assertThat(models("random")).isEmpty();
  }

  private Map<String, Integer> models(String surface) {
    return paths.recommender().recommend(Shop.request(surface, Shop.user("u"), 3, "f")).models();
  }

  @Test
  void recommend_aNewUserInASession_goesByTheSession() {
    Recommendation made = home(Shop.both("new", "s"));
    assertThat(made.rung()).isEqualTo(Rung.SESSION);
    assertThat(made.personalized()).isTrue();
    assertThat(names(made)).doesNotContain("e");
  }

  @Test
  void recommend_aNewUserOfASegment_showsWhatIsPopularThere() {
    Recommendation made = home(Shop.user("new"));
    assertThat(made.rung()).isEqualTo(Rung.SEGMENT);
    assertThat(made.personalized()).isFalse();
    assertThat(made.whyNotPersonalized())
        .isEqualTo("user 'new' has no events yet; shown is what is popular with region north");
    assertThat(names(made)).contains("b", "c");
  }

  @Test
  void recommend_aNewUserInANewSession_namesBoth() {
    assertThat(home(Shop.both("nobody", "none")).whyNotPersonalized())
        .isEqualTo(
            "user 'nobody' has no events yet, nor has session 'none'; shown is what is popular");
    assertThat(home(Shop.session("none")).whyNotPersonalized())
        .isEqualTo("session 'none' has no events yet; shown is what is popular");
  }

  @Test
  void recommend_anonymously_showsWhatIsPopular() {
    Recommendation made = home(Visitor.ANONYMOUS);
    assertThat(made.rung()).isEqualTo(Rung.POPULAR);
    assertThat(made.whyNotPersonalized())
        .isEqualTo("the request names neither a user nor a session; shown is what is popular");
  }

  @Test
  void recommend_withoutASegmentSource_doesNotSpeakOfTheSegment() {
    assertThat(
            recommender
                .recommend(Shop.request("because", Shop.user("new"), 3))
                .whyNotPersonalized())
        .isEqualTo("user 'new' has no events yet; shown is what is popular");
  }

  @Test
  void recommend_aHistoryThatNoModelKnows_saysSo() {
    shop.does("stranger", "view", 1, "g");
    assertThat(home(Shop.user("stranger")).whyNotPersonalized())
        .isEqualTo(
            "no trained model knows the only item of this history; shown is what is popular");
    shop.items(9, "h").does("stranger", "view", 1, "h");
    assertThat(home(Shop.user("stranger")).whyNotPersonalized())
        .isEqualTo("no trained model knows the 2 items of this history; shown is what is popular");
  }

  @Test
  void recommend_whatAPersonalFallbackAdds_isPersonalized() {
    shop.does("w", "view", 2, "a").does("w", "view", 1, "g");
    Recommendation made = recommender.recommend(Shop.request("because", Shop.user("w"), 3));
    assertThat(made.trace().sources().getFirst().proposed()).isZero();
    assertThat(made.items().getFirst().reason()).isEqualTo("because you viewed The a");
    assertThat(made.whyNotPersonalized()).isEmpty();
    assertThat(made.personalized()).isTrue();
  }

  @Test
  void recommend_beforeAnyTraining_saysSo() {
    Recommender untrained = paths.recommender(Paths.settings(), List.of());
    assertThat(untrained.recommend(Shop.request("home", Shop.user("u"), 3)).whyNotPersonalized())
        .isEqualTo("the surface home has no personal source, or its models are not trained yet");
  }

  @Test
  void recommend_aboutItems_saysThatItIsNotAboutThePerson() {
    Recommendation made = recommender.recommend(Shop.request("similar", Shop.user("u"), 2, "d"));
    assertThat(made.whyNotPersonalized())
        .isEqualTo("the surface similar is about the items, not the person");
    assertThat(made.items().getFirst().reason()).isEqualTo("goes with The d");
  }

  @Test
  void recommend_fillsFromTheFallback_andCountsIt() {
    Recommendation made = recommender.recommend(Shop.request("similar", Shop.user("u"), 5, "f"));
    // neighbours of f are a, d, e; a was seen
    assertThat(names(made).subList(0, 2)).containsExactlyInAnyOrder("d", "e");
    assertThat(names(made).subList(2, 5)).containsExactlyInAnyOrder("b", "c", "g");
    assertThat(made.trace().course().filled()).isEqualTo(Set.copyOf(Shop.ids("b", "c", "g")));
    assertThat(made.trace().sources())
        .extracting(Trace.SourceCall::source)
        .containsExactly("similar", "popular");
    assertThat(made.trace().stages().keySet())
        .containsExactly("rows", "retrieval", "ranking", "reranking", "placing", "fill");
    assertThat(made.trace().stages().values()).allMatch(nanos -> nanos > 0);
  }

  @Test
  void recommend_countsWhatWasLostOnTheWay() {
    shop.unavailable("d");
    Recommendation made = recommender.recommend(Shop.request("similar", Shop.user("u"), 2, "f"));
    assertThat(made.trace().course().removed()).isEqualTo(Map.of("not available", 1));
    assertThat(names(made)).startsWith("e").doesNotContain("d");
  }

  @Test
  void recommend_recordsWhatItShows() {
    Recommendation made = home(Shop.user("u"));
    assertThat(paths.impressions()).hasSize(1);
    Event.Impression impression = paths.impressions().getFirst();
    assertThat(impression.id()).isEqualTo(new EventId("impression-request"));
    assertThat(impression.request()).isEqualTo(new RequestId("request"));
    assertThat(impression.surface()).isEqualTo("home");
    assertThat(impression.visitor()).isEqualTo(Shop.user("u"));
    assertThat(impression.time()).isEqualTo(Shop.NOW);
    assertThat(impression.asOf().offset()).isEqualTo(shop.log().end()).isPositive();
    assertThat(impression.shown())
        .isEqualTo(
            made.items().stream()
                .map(Recommended::candidate)
                .map(c -> new Event.Shown(c.item(), c.score(), c.proposals(), 1))
                .toList());
    assertThat(impression.shown()).allSatisfy(s -> assertThat(s.proposals()).isNotEmpty());
    assertThat(impression.asked().count()).isEqualTo(made.request().count());
    assertThat(made.items()).extracting(Recommended::position).containsExactly(1, 2, 3);
  }

  @Test
  void recommend_underALongRequestId_recordsItToo() {
    RecommendationRequest request = Shop.request("home", Shop.user("u"), 3);
    for (String id : List.of("x".repeat(512), "y".repeat(512))) {
      recommender.recommend(
          new RecommendationRequest(
              new RequestId(id),
              request.surface(),
              request.visitor(),
              List.of(),
              3,
              Context.NONE,
              Set.of(),
              Shop.NOW));
    }
    assertThat(paths.impressions()).extracting(i -> i.request().value().length()).containsOnly(512);
    assertThat(paths.impressions()).extracting(Event.Impression::id).doesNotHaveDuplicates();
  }

  @Test
  void recommend_knowsTheLastEvent() {
    assertThat(home(Shop.user("nobody")).personalized()).isFalse();
    shop.does("nobody", "view", 0, "d");
    Recommendation made = home(Shop.user("nobody"));
    assertThat(made.personalized()).isTrue();
    assertThat(names(made)).doesNotContain("d");
  }

  @Test
  void recommend_fromAnEmptyStore_givesAnEmptyList() {
    Paths empty = new Paths(new Shop(), executor);
    Recommendation made = empty.recommender().recommend(Shop.request("home", Shop.user("u"), 3));
    assertThat(made.items()).isEmpty();
    assertThat(made.whyNotPersonalized())
        .isEqualTo("user 'u' has no events yet; no other source has anything to propose");
    assertThat(empty.impressions()).hasSize(1);
  }

  @Test
  void recommend_moreThanEachSourceMayPropose_fillsTheList() {
    shop.items(9, IntStream.range(0, 50).mapToObj(i -> "more" + i).toArray(String[]::new));
    assertThat(recommender.recommend(Shop.request("trending", Visitor.ANONYMOUS, 50)).items())
        .hasSize(50);
    Set<ItemId> excluded = Set.copyOf(Shop.ids("a", "b", "c", "d", "e", "f", "g"));
    assertThat(
            recommender.recommend(Shop.request("trending", Visitor.ANONYMOUS, 5, excluded)).items())
        .hasSize(5);
  }

  @Test
  void recommend_onAnUnknownSurface_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recommender.recommend(Shop.request("attic", Shop.user("u"), 3)))
        .withMessage(
            "unknown surface 'attic', there are [because, home, random, similar, trending]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recommender.recommend(Shop.request("similar", Shop.user("u"), 3)))
        .withMessage("surface 'similar' needs the items that the list is about");
  }

  @Test
  void rank_keepsEveryItemOnce_unknownOnesLast() {
    Recommendation made =
        recommender.rank(
            Shop.request("home", Shop.user("u"), 1),
            Shop.ids("z2", "a", "g", "c", "z1", "b", "c", "g"));
    assertThat(names(made)).hasSize(6).endsWith("z2", "z1");
    assertThat(names(made)).containsExactlyInAnyOrder("a", "b", "c", "g", "z1", "z2");
    assertThat(names(made).indexOf("b")).isLessThan(names(made).indexOf("g"));
    assertThat(made.items()).extracting(Recommended::position).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(made.items().getLast().reason()).isEmpty();
    assertThat(paths.impressions()).isEmpty();
  }

  @Test
  void rank_moreThanEachSourceMayPropose_scoresThemAll() {
    String[] many = IntStream.range(0, 20).mapToObj(i -> "more" + (10 + i)).toArray(String[]::new);
    shop.items(9, many);
    for (int i = 0; i < many.length; i++) {
      shop.does("x" + i, "view", i, many[i]);
    }
    Recommendation made =
        recommender.rank(Shop.request("trending", Visitor.ANONYMOUS, 1), Shop.ids(many).reversed());
    assertThat(names(made)).containsExactly(many);
  }

  @Test
  void rank_ofNothing_isNothing() {
    assertThat(recommender.rank(Shop.request("home", Shop.user("u"), 1), List.of()).items())
        .isEmpty();
  }

  @Test
  void recommend_withoutModels_stillServes() {
    Recommender untrained = paths.recommender(Paths.settings(), List.of());
    for (String surface : untrained.surfaces().keySet()) {
      Recommendation made = untrained.recommend(Shop.request(surface, Shop.user("u"), 3, "f"));
      assertThat(made.items()).hasSize(3);
      assertThat(made.models()).isEmpty();
    }
  }

  @Test
  void trace_cannotBeChanged() {
    Trace trace = home(Shop.user("u")).trace();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> trace.stages().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> trace.course().lost().clear());
  }

  @Test
  void recommend_withAnExplorer_recordsPropensities() {
    PipelineSettings plain = Paths.settings();
    Map<String, PipelineSettings.SurfaceSettings> surfaces =
        Map.of(
            "home",
            new PipelineSettings.SurfaceSettings(
                false,
                List.of("arrivals"),
                List.of("popular"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("explore"),
                Optional.empty()));
    PipelineSettings settings =
        new PipelineSettings(
            plain.candidatesPerSource(),
            plain.deadline(),
            plain.chartsRefresh(),
            plain.nearDuplicates(),
            plain.rerankDepth(),
            plain.ranker(),
            plain.fusion(),
            plain.sources(),
            Map.of("explore", new EpsilonGreedy(new Scope(4, 2, 10), 0.8, Optional.empty())),
            surfaces);
    Recommendation made =
        paths.recommender(settings, List.of()).recommend(Shop.request("home", Shop.user("v"), 3));
    assertThat(made.items().get(1).propensity()).isBetween(0.19f, 0.41f);
    assertThat(paths.impressions().getLast().shown())
        .extracting(Event.Shown::propensity)
        .containsExactly(1f, made.items().get(1).propensity(), 1f);
    Recommendation plainly =
        paths
            .recommender(settings.withoutExploration(), List.of())
            .recommend(Shop.request("home", Shop.user("v"), 3));
    assertThat(plainly.items()).allMatch(item -> item.propensity() == 1);
  }
}
