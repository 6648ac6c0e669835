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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class EligibleTest {
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
  void next_whateverIsProposed_hasOnlyWhatMayBeShown(
      @ForAll("worlds") World world, @ForAll("proposals") List<String> proposed) {
    Eligible eligible = eligible(world.shop(), world.request("home", 10));
    List<Candidate> ranked = proposed.stream().map(EligibleTest::candidate).toList();
    eligible.offer(ranked);
    Set<String> allowed = world.showable();
    allowed.retainAll(proposed);
    List<String> first = names(eligible.next(2));
    assertThat(first).hasSizeGreaterThanOrEqualTo(Math.min(2, allowed.size()));
    eligible.offer(ranked);
    assertThat(Stream.concat(first.stream(), names(eligible.next(10)).stream()))
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
  void losses_nameTheGateAndTheReason() {
    Shop shop = new Shop().items(9, LISTED).does("u", "view", 1, "a").unavailable("c");
    RecommendationRequest request =
        Shop.request("home", Shop.user("u"), 10, Set.copyOf(Shop.ids("d")), "e");
    Eligible eligible = eligible(shop, request);
    eligible.offer(
        Stream.of("a", "c", "d", "e", "unknown", "f").map(EligibleTest::candidate).toList());
    assertThat(names(eligible.next(10))).containsExactly("f");
    assertThat(eligible.losses())
        .isEqualTo(
            Map.of(
                new ItemId("a"),
                    new Loss("seen", "viewed 1 day ago, never shown again (pipeline.seen)"),
                new ItemId("c"), new Loss("available", "not available"),
                new ItemId("d"), new Loss("excluded", "excluded by the request"),
                new ItemId("e"), new Loss("seeds", "what the list is about"),
                new ItemId("unknown"), new Loss("catalogue", "not in the catalogue")));
  }

  @Test
  void next_looksAtNoMoreThanAPage() {
    Eligible eligible = eligible(new Shop().items(9, LISTED), Visitor.ANONYMOUS);
    Stream<String> many = IntStream.range(0, 100).mapToObj(i -> "unknown" + i);
    eligible.offer(Stream.concat(Stream.of("a"), many).map(EligibleTest::candidate).toList());
    assertThat(names(eligible.next(1))).containsExactly("a");
    assertThat(eligible.losses()).hasSize(19);
  }

  @Test
  void relax_letsAGateGo_butNotTheOthers() {
    Shop shop = new Shop().items(9, LISTED).does("u", "view", 1, "a", "b").unavailable("b");
    Eligible eligible = eligible(shop, Shop.user("u"));
    eligible.offer(Stream.of("a", "b", "c").map(EligibleTest::candidate).toList());
    assertThat(names(eligible.next(10))).containsExactly("c");
    eligible.relax(Eligible.SEEN);
    assertThat(names(eligible.next(10))).containsExactly("a");
    assertThat(eligible.losses())
        .isEqualTo(Map.of(new ItemId("b"), new Loss("available", "not available")));
  }

  private static Eligible eligible(Shop shop, Visitor visitor) {
    return eligible(shop, Shop.request("home", visitor, 10, Set.of()));
  }

  private static Eligible eligible(Shop shop, RecommendationRequest request) {
    return new Eligible(shop.slate(request), List.of());
  }

  private static Candidate candidate(String item) {
    return new Candidate(
        new ItemId(item), List.of(new Proposal("said", 1, 1, Optional.empty())), 0);
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.item().value()).toList();
  }
}
