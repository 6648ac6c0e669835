package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Candidate;
import io.cairn.recommender.reranking.Cap;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Scope;
import io.cairn.recommender.reranking.Slate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every explorer must do; each explorer's test extends it. */
abstract class ExplorerContract {
  private static final int REQUESTS = 4_000;
  private static final Scope EVERYWHERE = new Scope(5, 1, 1);

  private final Arms arms = Arms.some();

  /** Returns an explorer of the features of {@link Arms}. */
  protected abstract Explorer explorer(Scope where);

  private List<Assembly.Placed> list(int request, int count) {
    return arms.list(explorer(EVERYWHERE), "request " + request, count);
  }

  @Test
  void check_findsItsRate() {
    explorer(EVERYWHERE).check(arms.features());
  }

  @Test
  void chances_areProbabilities() {
    Slate slate = arms.slate("ann", "request", 5);
    Explorer.Exploration exploration = explorer(EVERYWHERE).begin(slate);
    List<Candidate> candidates = arms.candidates(slate);
    for (int size = 1; size <= candidates.size(); size++) {
      double[] chances = exploration.chances(candidates.subList(0, size));
      assertThat(chances).hasSize(size);
      assertThat(Arrays.stream(chances)).allMatch(chance -> chance >= 0 && chance <= 1);
      assertThat(Arrays.stream(chances).sum()).isEqualTo(1, within(1e-9));
    }
    assertThat(exploration.known(candidates.getFirst())).isNotBlank();
  }

  @Test
  void list_ofTheSameRequest_isTheSame() {
    for (int request = 0; request < 20; request++) {
      assertThat(list(request, 6)).isEqualTo(list(request, 6));
    }
  }

  @Test
  void list_ofMore_beginsWithTheShorterOne() {
    for (int request = 0; request < 50; request++) {
      assertThat(list(request, 7).subList(0, 3)).isEqualTo(list(request, 3));
    }
  }

  @Test
  void list_hasEveryItemOnce_withAPropensity() {
    for (int request = 0; request < 50; request++) {
      List<Assembly.Placed> page = list(request, 10);
      assertThat(Arms.names(page)).hasSize(8).doesNotHaveDuplicates();
      assertThat(page).allMatch(placed -> placed.propensity() > 0 && placed.propensity() <= 1);
    }
  }

  @Test
  void list_whereNothingIsExplored_keepsTheOrder() {
    for (int request = 0; request < 50; request++) {
      List<Assembly.Placed> page =
          arms.list(explorer(new Scope(5, 4, 10)), "request " + request, 10);
      assertThat(Arms.names(page)).startsWith("a", "b", "c");
      assertThat(page.subList(0, 3)).allMatch(placed -> placed.propensity() == 1);
      assertThat(Arms.names(page).subList(3, 4)).isSubsetOf("d", "e", "f", "g", "h");
      assertThat(page.subList(4, 8)).allMatch(placed -> placed.propensity() == 1);
    }
  }

  @Test
  void list_underPlacements_keepsThem() {
    for (int request = 0; request < 50; request++) {
      List<Assembly.Placed> page =
          arms.list(
              explorer(EVERYWHERE),
              "ann",
              "request " + request,
              10,
              List.of(new Cap("category", 1, 10)));
      assertThat(Arms.names(page)).hasSize(3).containsAnyOf("a", "b");
      assertThat(page.getLast().propensity()).isGreaterThan(0);
    }
  }

  /**
   * The propensities that are recorded are the frequencies: over many requests, of the first place,
   * and of the second among the lists with the most frequent first item.
   */
  @Test
  void propensities_areFrequencies() {
    List<List<Assembly.Placed>> pages =
        IntStream.range(0, REQUESTS).mapToObj(request -> list(request, 2)).toList();
    String most = compare(pages, 0);
    compare(pages.stream().filter(page -> Arms.names(page).getFirst().equals(most)).toList(), 1);
  }

  /** Compares frequencies at a place by Pearson's chi-square; returns the most frequent item. */
  private static String compare(List<List<Assembly.Placed>> pages, int place) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Float> propensities = new HashMap<>();
    for (List<Assembly.Placed> page : pages) {
      Assembly.Placed placed = page.get(place);
      String name = placed.candidate().item().value();
      counts.merge(name, 1, Integer::sum);
      Float before = propensities.put(name, placed.propensity());
      assertThat(before == null || before == placed.propensity()).isTrue();
    }
    double statistic = 0;
    double expectedOthers = pages.size();
    double countedOthers = pages.size();
    int cells = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      double expected = (double) propensities.getOrDefault(count.getKey(), 0f) * pages.size();
      if (expected >= 5) {
        statistic += Math.pow(count.getValue() - expected, 2) / expected;
        expectedOthers -= expected;
        countedOthers -= count.getValue();
        cells++;
      }
    }
    if (expectedOthers >= 1) { // what was rarely or never drawn, as one cell
      statistic += Math.pow(countedOthers - expectedOthers, 2) / expectedOthers;
    }
    // The mean of the distribution is at most the cells, its deviation the root of twice that.
    assertThat(statistic).isLessThan(cells + 3 * Math.sqrt(2.0 * cells) + 1e-3);
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }
}
