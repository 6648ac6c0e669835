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
import io.cairn.core.Visitor;
import io.cairn.recommender.Recommended;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item that nobody has touched is proposed by its content from the next list on. */
final class NewItemTest {
  private static final EngineConfig CONFIG =
      Configuration.load(
              Optional.of(Path.of("..", "docs", "examples", "two-tower.conf")),
              List.of(
                  "training.models.two-tower.trainer.factors=8",
                  "training.models.two-tower.trainer.batch-size=16",
                  "pipeline.surfaces.home.sources=[two-tower]",
                  "pipeline.surfaces.home.fallback=[]"))
          .engine();

  /** The same with a model that does not look at content. */
  private static final EngineConfig BY_PEOPLE =
      Configuration.load(
              Optional.of(Path.of("..", "docs", "examples", "two-tower.conf")),
              List.of(
                  "training.models.als.trainer.regularization=1",
                  "pipeline.surfaces.home.sources=[als]",
                  "pipeline.surfaces.home.fallback=[]"))
          .engine();

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path home;

  @BeforeEach
  void train() {
    List<Event> events = new ArrayList<>();
    for (String category : List.of("hats", "boots")) {
      for (int item = 0; item < 6; item++) {
        events.add(updated(category + item, category));
      }
      for (int user = 0; user < 30; user++) {
        for (int item = 0; item < 5; item++) {
          events.add(view("of-" + category + user, category + (user + item) % 6));
        }
      }
    }
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      engine.append(events);
      new TrainingJob(engine, "test", NOW).run(Progress.NONE);
    }
  }

  @Test
  void append_ofANewItem_isInTheNextListOfThoseWhoLikeItsCategory() {
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      assertThat(list(engine, "of-hats0")).isNotEmpty().doesNotContain("new");
      engine.append(List.of(updated("new", "hats")));
      assertThat(list(engine, "of-hats0")).contains("new");
    }
  }

  @Test
  void open_findsItemsThatCameAfterTheTraining() {
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      engine.append(List.of(updated("new", "hats")));
    }
    try (Engine engine = Engine.open(home, CONFIG, Progress.NONE)) {
      assertThat(list(engine, "of-hats0")).contains("new");
    }
  }

  @Test
  void append_ofWhatPeopleDoWithANewItem_placesItWhereTheyAre() {
    try (Engine engine = Engine.open(home, BY_PEOPLE, Progress.NONE)) {
      assertThat(list(engine, "of-hats0")).isNotEmpty().doesNotContain("new");
      engine.append(likedByHats());
      assertThat(list(engine, "of-hats0")).contains("new");
      assertThat(list(engine, "of-boots0")).isNotEmpty().doesNotContain("new");
    }
  }

  @Test
  void open_findsWhatPeopleDidSinceTheTraining() {
    try (Engine engine = Engine.open(home, BY_PEOPLE, Progress.NONE)) {
      engine.append(likedByHats());
    }
    try (Engine engine = Engine.open(home, BY_PEOPLE, Progress.NONE)) {
      assertThat(list(engine, "of-hats0")).contains("new");
    }
  }

  @Test
  void importing_findsWhatPeopleDid() {
    try (Engine engine = Engine.open(home, BY_PEOPLE, Progress.NONE)) {
      engine.importing(log -> log.append(likedByHats()), Progress.NONE);
      assertThat(list(engine, "of-hats0")).contains("new");
    }
  }

  /** Returns a new item, and what ten people did with it. */
  private static List<Event> likedByHats() {
    List<Event> events = new ArrayList<>();
    events.add(updated("new", "other"));
    for (int user = 10; user < 20; user++) {
      events.add(view("of-hats" + user, "new"));
    }
    return events;
  }

  private static List<String> list(Engine engine, String user) {
    return engine
        .recommender()
        .preview(
            new RecommendationRequest(
                new RequestId("r"),
                "home",
                Visitor.of(new UserId(user)),
                List.of(),
                10,
                Context.NONE,
                Set.of(),
                NOW))
        .items()
        .stream()
        .map(Recommended::candidate)
        .map(candidate -> candidate.item().value())
        .toList();
  }

  private static Event updated(String id, String category) {
    Item item = new Item(new ItemId(id), Map.of(), List.of(category), true, Optional.empty());
    return new Event.ItemUpdated(new EventId("item " + id), NOW, item);
  }

  private static Event view(String user, String item) {
    return new Event.Interaction(
        new EventId(user + " " + item),
        NOW,
        Visitor.of(new UserId(user)),
        new ItemId(item),
        "view",
        1,
        Context.NONE);
  }
}
