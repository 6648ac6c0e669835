package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.Visitor;
import io.cairn.recommender.Shop;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChartSourceTest extends CandidateSourceContract {
  @Override
  protected CandidateSource source(Shop shop) {
    return source(Charts.Chart.POPULAR, shop);
  }

  private static CandidateSource source(Charts.Chart chart, Shop shop) {
    return new ChartSource("source", chart, charts(shop));
  }

  private static List<String> names(Charts.Chart chart, Shop shop) {
    return source(chart, shop).retrieve(shop.query(Visitor.ANONYMOUS), 10).stream()
        .map(scored -> scored.item().value())
        .toList();
  }

  @Test
  void popular_sumsDecayedWeights() {
    Shop shop =
        new Shop().items(9, "a", "b").does("u", "purchase", 60, "a").does("u", "view", 0, "b");
    List<ScoredItem> items = source(shop).retrieve(shop.query(Visitor.ANONYMOUS), 10);
    assertThat(items).extracting(s -> s.item().value()).containsExactly("a", "b");
    assertThat(items.get(0).score()).isCloseTo(2.5f, within(1e-4f));
    assertThat(items.get(1).score()).isCloseTo(1f, within(1e-4f));
  }

  @Test
  void popular_endsWithWhatNobodyTouched() {
    Shop shop = new Shop().items(9, "z", "y", "x").does("u", "view", 1, "y");
    assertThat(names(Charts.Chart.POPULAR, shop)).containsExactly("y", "x", "z");
  }

  @Test
  void popular_goesOnBeyondTheEndOfTheChart() {
    String[] many = IntStream.range(0, 1_005).mapToObj(i -> "item" + i).toArray(String[]::new);
    Shop shop = new Shop().items(9, many);
    String[] seen = IntStream.range(0, 1_002).mapToObj(i -> "item" + i).toArray(String[]::new);
    shop.does("u", "view", 1, seen).does("v", "view", 0, "item1003");
    List<ScoredItem> left = source(shop).retrieve(shop.query(Shop.user("u")), 10);
    assertThat(left)
        .extracting(s -> s.item().value())
        .containsExactly("item1003", "item1002", "item1004");
  }

  @Test
  void recentlyPopular_hasTheShortHalfLife() {
    Shop shop =
        new Shop()
            .items(99, "a", "b", "c")
            .does("u", "purchase", 30, "a")
            .does("u", "view", 3, "b");
    List<ScoredItem> items =
        source(Charts.Chart.RECENTLY_POPULAR, shop).retrieve(shop.query(Visitor.ANONYMOUS), 10);
    assertThat(items).extracting(s -> s.item().value()).containsExactly("b", "a");
    assertThat(items.get(0).score()).isCloseTo(0.5f, within(1e-4f));
  }

  @Test
  void trending_prefersWhatIsPopularOnlyNow() {
    Shop shop = new Shop().items(99, "old", "new");
    for (int day = 50; day > 10; day--) {
      shop.does("u", "view", day, "old");
    }
    shop.does("u", "view", 0, "old", "new");
    assertThat(names(Charts.Chart.TRENDING, shop)).containsExactly("new", "old");
  }

  @Test
  void arrivals_areTheLastFirst_withoutWhatIsStillToCome() {
    Shop shop = new Shop().items(3, "older").items(1, "newer").items(-2, "tomorrow");
    assertThat(names(Charts.Chart.ARRIVALS, shop)).containsExactly("newer", "older");
  }

  @Test
  void charts_haveNothingThatCannotBeShown() {
    Shop shop = shop().unavailable("c").removed("b");
    for (Charts.Chart chart : Charts.Chart.values()) {
      assertThat(names(chart, shop)).isNotEmpty().doesNotContain("b", "c");
    }
  }

  @Test
  void reason_namesTheChart() {
    Shop shop = shop();
    Query query = shop.query(Visitor.ANONYMOUS);
    assertThat(Charts.Chart.values())
        .extracting(chart -> reason(source(chart, shop), query))
        .containsExactly("popular", "popular these days", "trending now", "new here");
  }
}
