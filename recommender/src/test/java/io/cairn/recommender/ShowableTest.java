package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Candidate;
import io.cairn.core.ItemId;
import io.cairn.core.Proposal;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ShowableTest {
  private static final String[] LISTED = {"a", "b", "c", "d", "e", "f", "g", "h"};

  /** What the world is like: each set is a choice of items. */
  record World(
      Set<String> viewed,
      Set<String> inSession,
      Set<String> unavailable,
      Set<String> removed,
      Set<String> excluded,
      Set<String> seeds) {
    Shop shop() {
      Shop shop =
          new Shop().items(9, LISTED).user("u", "north").does("v", "view", 3, "a", "c", "e", "g");
      shop.does("u", "view", 2, viewed.toArray(String[]::new));
      shop.does(Shop.session("s"), "view", 1, inSession.toArray(String[]::new));
      unavailable.forEach(shop::unavailable);
      removed.forEach(shop::removed);
      return shop;
    }

    RecommendationRequest request(String surface, int count) {
      return Shop.request(
          surface,
          Shop.both("u", "s"),
          count,
          Set.copyOf(Shop.ids(excluded.toArray(String[]::new))),
          Stream.concat(seeds.stream(), Stream.of("unknown seed")).toArray(String[]::new));
    }

    Set<String> showable() {
      Set<String> showable = new TreeSet<>(List.of(LISTED));
      Stream.of(viewed, inSession, unavailable, removed, excluded, seeds)
          .forEach(showable::removeAll);
      return showable;
    }
  }

  @Provide
  Arbitrary<World> worlds() {
    Arbitrary<Set<String>> some = Arbitraries.of(LISTED).set().ofMinSize(0).ofMaxSize(3);
    return Combinators.combine(some, some, some, some, some, some).as(World::new);
  }

  @Provide
  Arbitrary<List<String>> proposals() {
    return Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h", "unknown").list().ofMaxSize(20);
  }

  @Property(tries = 300)
  void keep_whateverIsProposed_keepsOnlyWhatMayBeShown(
      @ForAll("worlds") World world, @ForAll("proposals") List<String> proposed) {
    Shop shop = world.shop();
    Showable showable =
        new Showable(shop.features(), shop.store(), shop.query(world.request("home", 10)), 0);
    List<Candidate> ranked = proposed.stream().map(ShowableTest::candidate).toList();
    List<String> first = names(showable.keep(ranked, 2));
    List<String> more = names(showable.keep(ranked, 10));
    Set<String> allowed = world.showable();
    allowed.retainAll(proposed);
    assertThat(first).hasSize(Math.min(2, allowed.size()));
    assertThat(Stream.concat(first.stream(), more.stream()))
        .containsExactlyInAnyOrderElementsOf(allowed);
  }

  @Property(tries = 60)
  void recommend_onEverySurface_showsAllThatMayBeShown_upToTheCount(@ForAll("worlds") World world) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Recommender recommender = new Paths(world.shop(), executor).recommender();
      for (String surface : recommender.surfaces().keySet()) {
        for (int count : new int[] {1, 3, Integer.MAX_VALUE}) {
          List<String> shown =
              recommender.recommend(world.request(surface, count)).items().stream()
                  .map(item -> item.candidate().item().value())
                  .toList();
          assertThat(shown)
              .isSubsetOf(world.showable())
              .doesNotHaveDuplicates()
              .hasSize(Math.min(count, world.showable().size()));
        }
      }
    }
  }

  @Test
  void removed_countsByReason() {
    Shop shop = new Shop().items(9, LISTED).does("u", "view", 1, "a", "b").unavailable("c");
    RecommendationRequest request =
        Shop.request("home", Shop.user("u"), 10, Set.copyOf(Shop.ids("d")), "e");
    Showable showable = new Showable(shop.features(), shop.store(), shop.query(request), 0);
    List<Candidate> ranked =
        Stream.of("a", "b", "c", "d", "e", "unknown", "f").map(ShowableTest::candidate).toList();
    assertThat(names(showable.keep(ranked, 10))).containsExactly("f");
    assertThat(showable.removed())
        .isEqualTo(
            Map.of(
                "seen", 2,
                "not available", 1,
                "excluded by the request", 1,
                "what the list is about", 1,
                "not in the catalogue", 1));
  }

  @Test
  void keep_stopsAtTheLimit_andCountsNoFurther() {
    Shop shop = new Shop().items(9, LISTED);
    Showable showable =
        new Showable(shop.features(), shop.store(), shop.query(Visitor.ANONYMOUS), 0);
    assertThat(names(showable.keep(List.of(candidate("a"), candidate("unknown")), 1)))
        .containsExactly("a");
    assertThat(showable.removed()).isEmpty();
  }

  @Test
  void keep_ofWhatIsNearlyTheSame_keepsTheFirst_andTheOthersToSpare() {
    Shop shop =
        new Shop()
            .titled("a", "a red ball for dogs")
            .titled("b", "A red ball, for dogs!")
            .titled("c", "a green ball for cats")
            .titled("d", "red ball for a dog, dogs");
    Showable showable =
        new Showable(shop.features(), shop.store(), shop.query(Visitor.ANONYMOUS), .8);
    List<Candidate> ranked =
        Stream.of("a", "b", "c", "b", "d").map(ShowableTest::candidate).toList();
    assertThat(names(showable.keep(ranked, 10))).containsExactly("a", "c");
    assertThat(showable.removed()).isEqualTo(Map.of("nearly the same as another on the list", 3));
    assertThat(names(showable.spare(1))).containsExactly("b");
    assertThat(names(showable.spare(9))).containsExactly("d");
    assertThat(showable.spare(9)).isEmpty();
  }

  private static Candidate candidate(String item) {
    return new Candidate(
        new ItemId(item), List.of(new Proposal("said", 1, 1, Optional.empty())), 0);
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.item().value()).toList();
  }
}
