package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.app.config.Configuration;
import io.cairn.app.config.EngineConfig;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.recommender.Recommendation;
import io.cairn.recommender.reranking.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/examples/diversity.conf} promises of a home page. */
final class DiversityExampleTest {
  private static final EngineConfig CONFIG =
      Configuration.load(
              Optional.of(Path.of("..", "docs", "examples", "diversity.conf")),
              List.of("pipeline.deadline=1m", "pipeline.charts-refresh=0s"))
          .engine();

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> BRANDS = List.of("acme", "bolt", "cork", "dash");

  @TempDir private Path home;

  /** Forty items of four brands, the first most popular, and the last four new. */
  @BeforeEach
  void open() {
    List<Event> events = new ArrayList<>();
    for (int item = 0; item < 40; item++) {
      events.add(updated("i" + item, item < 36 ? 200 : 3, "c" + item % 5));
      for (int view = item; view < 40; view++) {
        events.add(view("v" + view, "i" + item));
      }
    }
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      engine.append(events);
    }
  }

  private static Event updated(String item, int daysAgo, String category) {
    Instant arrival = NOW.minus(Duration.ofDays(daysAgo));
    return new Event.ItemUpdated(
        new EventId("item-" + item),
        arrival,
        new Item(
            new ItemId(item),
            Map.of("brand", new Value.Text(brand(item))),
            List.of(category),
            true,
            Optional.of(arrival)));
  }

  private static Event view(String user, String item) {
    return new Event.Interaction(
        new EventId("view-" + user + item),
        NOW.minusSeconds(60),
        Visitor.of(new UserId(user)),
        new ItemId(item),
        "view",
        1,
        Context.NONE);
  }

  private static Recommendation list(Engine engine, int count, String request) {
    return engine
        .recommender()
        .recommend(
            new RecommendationRequest(
                new RequestId(request),
                "home",
                Visitor.of(new UserId("somebody")),
                List.of(),
                count,
                Context.NONE,
                Set.of(),
                NOW));
  }

  private static List<String> names(Recommendation list) {
    return list.items().stream().map(i -> i.candidate().item().value()).toList();
  }

  @Test
  void home_keepsBrandsApart_andPlacesForNewArrivals() {
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      Recommendation made = list(engine, 10, "first");
      List<String> names = names(made);
      assertThat(names).hasSize(10);
      assertThat(made.trace().course().relaxed()).isEmpty();
      assertThat(List.of(names.get(2), names.get(6))).allMatch(name -> number(name) >= 36);
      List<String> brands = names.stream().map(DiversityExampleTest::brand).toList();
      for (String brand : BRANDS) {
        assertThat(brands.stream().filter(brand::equals)).hasSizeLessThanOrEqualTo(3);
      }
      for (int place = 1; place < brands.size(); place++) {
        assertThat(brands.get(place)).isNotEqualTo(brands.get(place - 1));
      }
      assertThat(names(list(engine, 5, "shorter"))).isEqualTo(names.subList(0, 5));
    }
  }

  private static int number(String item) {
    return Integer.parseInt(item.substring(1));
  }

  private static String brand(String item) {
    return BRANDS.get(Math.clamp(number(item) / 8 - 1, 0, 3));
  }

  @Test
  void home_showsLessOfWhatWasShown() {
    List<ItemId> shown;
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      shown = list(engine, 10, "first").items().stream().map(i -> i.candidate().item()).toList();
    }
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      assertThat(list(engine, 10, "second").trace().course().effects())
          .filteredOn(effect -> effect.step().equals("fatigue"))
          .extracting(Effect::item)
          .containsExactlyInAnyOrderElementsOf(shown);
    }
  }
}
