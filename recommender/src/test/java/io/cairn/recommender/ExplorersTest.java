package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.EpsilonGreedy;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.LinearThompson;
import io.cairn.recommender.reranking.Linucb;
import io.cairn.recommender.reranking.NewItems;
import io.cairn.recommender.reranking.Scope;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.reranking.Softmax;
import io.cairn.recommender.reranking.Thompson;
import io.cairn.recommender.reranking.Ucb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ExplorersTest {
  private static final Scope ALL = new Scope(20, 1, 1);

  private final Arms arms = Arms.some();

  /** Returns the chances of the first place by item. */
  private Map<String, Double> chances(Arms of, Explorer explorer, String user) {
    Slate slate = of.slate(user, "request", 5);
    List<Candidate> candidates = of.candidates(slate);
    double[] chances = explorer.begin(slate).chances(candidates);
    Map<String, Double> named = new HashMap<>();
    for (int place = 0; place < chances.length; place++) {
      named.put(candidates.get(place).item().value(), chances[place]);
    }
    return named;
  }

  @Test
  void thompson_likesWhatIsGood_andWhatIsNotKnown() {
    Map<String, Double> chances = chances(arms, new Thompson(ALL, "ctr"), "ann");
    assertThat(chances.get("f")).isLessThan(0.01);
    assertThat(chances.get("d")).isBetween(0.15, 0.4);
    assertThat(chances.get("g")).isEqualTo(chances.get("h"), within(1e-9));
    assertThat(chances.get("h")).isGreaterThan(chances.getOrDefault("a", 1.0));
  }

  @Test
  void thompson_ofNeighbors_lendsToNewItems() {
    Map<String, Double> chances = chances(arms, new Thompson(ALL, "neighbor_ctr"), "ann");
    assertThat(chances.get("g"))
        .isGreaterThan(2 * chances.getOrDefault("h", 1.0)); // d is better than f
  }

  @Test
  void segments_decideWhereTheyDiffer() {
    arms.shown("ann", "c", 40, 20);
    for (Explorer explorer :
        List.of(new Thompson(ALL, "segment_ctr"), new LinearThompson(ALL, "linear_ctr", 0.3))) {
      assertThat(chances(arms, explorer, "ann").get("c")).isGreaterThan(0.9);
      assertThat(chances(arms, explorer, "bob").get("c")).isLessThan(0.5);
    }
    Explorer linucb = new Linucb(ALL, "linear_ctr", 0.3);
    assertThat(chances(arms, linucb, "ann").get("c")).isEqualTo(1);
    assertThat(chances(arms, linucb, "bob").get("c")).isZero();
  }

  @Test
  void ucb_leavesOnlyTiesToChance() {
    for (Ucb.Bound bound : Ucb.Bound.values()) {
      Map<String, Double> chances = chances(arms, new Ucb(ALL, "ctr", bound), "ann");
      assertThat(chances.values()).filteredOn(chance -> chance > 0).containsOnly(0.5).hasSize(2);
      assertThat(chances).containsEntry("g", 0.5).containsEntry("h", 0.5);
    }
  }

  @Test
  void epsilonGreedy_decaysAsMoreIsKnown() {
    Explorer steady = new EpsilonGreedy(ALL, 0.8, Optional.empty());
    assertThat(chances(arms, steady, "ann").get("h")).isEqualTo(0.1, within(1e-9));
    Explorer decaying =
        new EpsilonGreedy(ALL, 0.8, Optional.of(new EpsilonGreedy.Decay("ctr", 425 / 8.0)));
    assertThat(chances(arms, decaying, "ann").get("h")).isEqualTo(0.05, within(1e-9));
  }

  @Test
  void softmax_goesByTheDifferenceOfScores() {
    Map<String, Double> chances = chances(arms, new Softmax(ALL, 0.1), "ann");
    assertThat(chances.getOrDefault("a", 0.0) / chances.getOrDefault("b", 0.0))
        .isEqualTo(Math.E, within(1e-5));
  }

  @Test
  void newItems_takeTheirPlacesOnly() {
    Explorer explorer =
        new NewItems(new Scope(20, 3, 4), "ctr", 10, Optional.empty(), Optional.empty());
    for (int request = 0; request < 20; request++) {
      List<Assembly.Placed> page = arms.list(explorer, "request " + request, 8);
      assertThat(Arms.names(page)).startsWith("a", "b");
      assertThat(Arms.names(page).get(2)).isIn("e", "g", "h");
      assertThat(page.get(2).propensity()).isLessThan(1);
      assertThat(Arms.names(page).get(3)).isEqualTo("c");
    }
    Explorer none = new NewItems(new Scope(6, 1, 1), "ctr", 5, Optional.empty(), Optional.empty());
    assertThat(chances(arms, none, "ann")).containsEntry("g", 0.5);
    assertThat(arms.list(none, "request", 1).getFirst().candidate().item().value()).isEqualTo("a");
  }

  @Test
  void newItems_amongTheFirstInOrder_areNoOthers() {
    Explorer any = new NewItems(new Scope(20, 1, 1), "ctr", 10, Optional.empty(), Optional.of(9));
    Explorer two = new NewItems(new Scope(20, 1, 1), "ctr", 10, Optional.empty(), Optional.of(2));
    assertThat(chances(arms, any, "ann")).doesNotContainEntry("h", 0.0);
    assertThat(chances(arms, two, "ann"))
        .doesNotContainEntry("e", 0.0)
        .doesNotContainEntry("g", 0.0)
        .containsEntry("h", 0.0);
  }

  @Test
  void newItems_byAnotherRate_areThoseThatWereNotShownLately() {
    Explorer explorer =
        new NewItems(
            new Scope(8, 1, 1), "neighbor_ctr", 30, Optional.of("segment_ctr"), Optional.empty());
    arms.shown("ann", "g", 50, 0); // ann's people have seen it, and bob's all others
    assertThat(chances(arms, explorer, "ann")).containsEntry("g", 0.0);
    assertThat(chances(arms, explorer, "bob")).doesNotContainEntry("g", 0.0);
    refused(
        "shown-by must be a rate of items",
        () ->
            new NewItems(ALL, "ctr", 1, Optional.of("user_ctr"), Optional.empty())
                .check(arms.features()));
  }

  @Test
  void draws_areTold() {
    Slate slate = arms.slate("ann", "request", 5);
    Exploring exploring = new Exploring(slate, new Control<>("explore", new Thompson(ALL, "ctr")));
    Assembly.Placed placed = exploring.draw(arms.candidates(slate).subList(3, 5), 2);
    assertThat(slate.effects())
        .singleElement()
        .satisfies(
            effect -> {
              assertThat(effect.step()).isEqualTo("explore");
              assertThat(effect.item()).isEqualTo(placed.candidate().item());
              assertThat(effect.what())
                  .matches(
                      "drawn for place 2 among 2, probability 0\\.\\d+, "
                          + "posterior (31/210|2/15)");
            });
  }

  @Test
  void settings_outOfRange_areRefusedWithTheKeyFirst() {
    refused("pool must be at least 2, was 1", () -> new Scope(1, 1, 1));
    refused("every must be at least 1, was 0", () -> new Scope(2, 1, 0));
    refused(
        "epsilon must be in [0.0, 1.0], was 1.5",
        () -> new EpsilonGreedy(ALL, 1.5, Optional.empty()));
    refused("temperature must be above 0.0, was 0.0", () -> new Softmax(ALL, 0));
    refused(
        "shown-max must be above 0.0, was 0.0",
        () -> new NewItems(ALL, "ctr", 0, Optional.empty(), Optional.empty()));
    refused("scale must be above 0.0", () -> new LinearThompson(ALL, "linear_ctr", -1));
    refused(
        "rate must be a rate of items among the features",
        () -> new Thompson(ALL, "user_ctr").check(arms.features()));
    refused(
        "rate must be a linear-rate among the features, was ctr",
        () -> new Linucb(ALL, "ctr", 1).check(arms.features()));
    refused(
        "decay.rate must be a rate of items",
        () ->
            new EpsilonGreedy(ALL, 1, Optional.of(new EpsilonGreedy.Decay("none", 1)))
                .check(arms.features()));
  }

  private static void refused(String message, Runnable made) {
    assertThatIllegalArgumentException().isThrownBy(made::run).withMessageStartingWith(message);
  }

  @Nested
  final class ThompsonContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Thompson(where, "ctr");
    }
  }

  @Nested
  final class ThompsonOfSegmentsContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Thompson(where, "segment_ctr");
    }
  }

  @Nested
  final class ThompsonOfNeighborsContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Thompson(where, "neighbor_ctr");
    }
  }

  @Nested
  final class LinearThompsonContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new LinearThompson(where, "linear_ctr", 0.3);
    }
  }

  @Nested
  final class LinucbContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Linucb(where, "linear_ctr", 1);
    }
  }

  @Nested
  final class UcbContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Ucb(where, "ctr", Ucb.Bound.UCB1);
    }
  }

  @Nested
  final class BayesUcbContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Ucb(where, "ctr", Ucb.Bound.BAYES);
    }
  }

  @Nested
  final class EpsilonGreedyContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new EpsilonGreedy(where, 0.3, Optional.empty());
    }
  }

  @Nested
  final class DecayingEpsilonGreedyContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new EpsilonGreedy(where, 0.9, Optional.of(new EpsilonGreedy.Decay("ctr", 50)));
    }
  }

  @Nested
  final class SoftmaxContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new Softmax(where, 0.3);
    }
  }

  @Nested
  final class NewItemsContract extends ExplorerContract {
    @Override
    protected Explorer explorer(Scope where) {
      return new NewItems(where, "ctr", 50, Optional.empty(), Optional.empty());
    }
  }
}
