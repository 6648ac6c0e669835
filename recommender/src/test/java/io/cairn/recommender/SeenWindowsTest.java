package io.cairn.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.ItemId;
import io.cairn.core.Visitor;
import io.cairn.features.SeenWindow;
import io.cairn.recommender.retrieval.Query;
import io.cairn.recommender.retrieval.SeenEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SeenWindowsTest {
  private static final Visitor VISITOR = Shop.user("u");

  private static SeenWindow days(long days) {
    return new SeenWindow(Duration.ofDays(days));
  }

  private static Query query(Shop shop, Map<String, SeenWindow> windows) {
    return new Queries(shop.features(), shop.store(), Map.of("home", windows))
        .query(Shop.request("home", VISITOR, 10), Optional.empty());
  }

  private static Query query(Map<String, SeenWindow> windows) {
    Shop shop =
        new Shop(windows)
            .items(99, "a", "b", "c", "d", "e")
            .does("u", "purchase", 91, "a")
            .does("u", "purchase", 3, "b")
            .does("u", "view", 2, "c")
            .does("u", "view", 0.5, "d")
            .does("u", "skip", 1, "e");
    return query(shop, windows);
  }

  private static List<String> seen(Query query) {
    return query.seen().stream().map(ItemId::value).sorted().toList();
  }

  private static SeenEvent why(Query query, String item) {
    return query.seenEvent().apply(new ItemId(item)).orElseThrow();
  }

  @Test
  void seen_isWhatIsWithinTheWindowOfItsType() {
    assertThat(seen(query(Map.of("purchase", days(90), "view", days(1)))))
        .containsExactly("b", "d");
  }

  @Test
  void seen_ofTypesThatAreNotNamed_isForAsLongAsForAll() {
    assertThat(seen(query(Map.of("view", days(1), SeenWindow.ANY, SeenWindow.FOREVER))))
        .containsExactly("a", "b", "d", "e");
  }

  @Test
  void reason_saysWhatHappened_andUntilWhen() {
    Query query = query(Map.of("purchase", days(90), "view", days(1)));
    assertThat(why(query, "b").reason(Shop.NOW))
        .isEqualTo("bought 3 days ago, shown again from 2025-08-27T00:00:00Z");
    assertThat(why(query, "d").reason(Shop.NOW))
        .isEqualTo("viewed 12 h ago, shown again from 2025-06-01T12:00:00Z");
  }

  @Test
  void seen_againByTheSameType_beginsAnew() {
    Map<String, SeenWindow> windows = Map.of("view", days(2));
    Shop shop = new Shop(windows).items(9, "a").does("u", "view", 5, "a").does("u", "view", 1, "a");
    assertThat(seen(query(shop, windows))).containsExactly("a");
    shop.does("u", "view", 4, "a"); // told late
    assertThat(why(query(shop, windows), "a").time()).isEqualTo(Shop.NOW.minus(Duration.ofDays(1)));
  }

  @Test
  void seen_byTwoTypes_endsWithTheLaterWindow_orNever() {
    Map<String, SeenWindow> windows = Map.of("view", days(2), "purchase", days(30));
    Shop shop =
        new Shop(windows).items(9, "a").does("u", "purchase", 8, "a").does("u", "view", 1, "a");
    assertThat(why(query(shop, windows), "a").type()).isEqualTo("purchase");
    Map<String, SeenWindow> forever = Map.of("view", days(2), "purchase", SeenWindow.FOREVER);
    assertThat(why(query(shop, forever), "a").reason(Shop.NOW))
        .isEqualTo("bought 8 days ago, never shown again (pipeline.seen)");
    assertThat(seen(query(shop, forever))).containsExactly("a");
  }

  @Test
  void seen_whereNothingIsKept_isWhatTheProfileSays() {
    Shop shop = new Shop().items(9, "a").does("u", "view", 5, "a").does("u", "unknown", 1, "a");
    Query query = query(shop, Map.of("view", days(1)));
    assertThat(seen(query)).containsExactly("a");
    assertThat(why(query, "a").reason(Shop.NOW))
        .isEqualTo("viewed 5 days ago, never shown again (pipeline.seen)");
    assertThat(query.seenEvent().apply(new ItemId("b"))).isEmpty();
  }

  @Test
  void reason_ofAnEventThatIsNotKept_saysWhenItWas() {
    Shop shop = new Shop().items(999, "a").does("u", "view", 50, "a");
    for (int view = 0; view < 200; view++) {
      shop.does("u", "view", 1, "other" + view % 10);
    }
    assertThat(why(query(shop, Map.of(SeenWindow.ANY, SeenWindow.FOREVER)), "a").reason(Shop.NOW))
        .isEqualTo("seen 50 days ago, never shown again (pipeline.seen)");
  }
}
