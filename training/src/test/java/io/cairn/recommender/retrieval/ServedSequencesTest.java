package io.cairn.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Row;
import io.cairn.models.EventSequence;
import io.cairn.training.InteractionTable;
import io.cairn.training.TrainingSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a sequence model is asked about is what it learned from. */
final class ServedSequencesTest {
  private static final int RECENT_MAX = 12;
  private static final String USER = "u";
  private static final EventWeights WEIGHTS =
      new EventWeights(
          Map.of("view", 1.0, "dislike", -4.0, Event.Interaction.RATING, 5.0), 1, 0, 5);
  private static final FeatureSet FEATURES =
      new FeatureSet(
          new FeatureSettings(
              WEIGHTS,
              50,
              RECENT_MAX,
              List.of(),
              Duration.ofDays(1),
              Duration.ofDays(1),
              List.of()),
          List.of());

  @Property(tries = 200)
  void servedSequence_isTheEndOfTheTrainedOne(@ForAll Random random) {
    List<Event> events = new ArrayList<>();
    int count = 1 + random.nextInt(20);
    for (int at = 0; at < count; at++) {
      events.add(event(at, random));
    }
    InteractionTable table = InteractionTable.of(events.stream(), WEIGHTS, Set.of());
    EventSequence.Rows rows = table.events(TrainingSettings.Rows.HISTORIES);
    assertThat(rows.rows()).isEqualTo(1);
    EventSequence trained = rows.events();
    EventSequence served = served(table, events);
    assertThat(trained.size()).isEqualTo(count);
    assertThat(served.size()).isEqualTo(Math.min(count, RECENT_MAX));
    int from = count - served.size();
    assertThat(served.columns()).isEqualTo(Arrays.copyOfRange(trained.columns(), from, count));
    assertThat(served.types()).isEqualTo(Arrays.copyOfRange(trained.types(), from, count));
    assertThat(served.times()).isEqualTo(Arrays.copyOfRange(trained.times(), from, count));
  }

  /** Returns an event that may come late, at the time of another, or with an item once more. */
  private static Event event(int number, Random random) {
    String[] types = {"view", "dislike", Event.Interaction.RATING, "other"};
    return new Event.Interaction(
        new EventId("event-" + number),
        Instant.ofEpochMilli(1_000_000L * random.nextInt(30)),
        Visitor.of(new UserId(USER)),
        new ItemId("item-" + random.nextInt(5)),
        types[random.nextInt(types.length)],
        random.nextInt(11) / 2.0,
        Context.NONE);
  }

  private static EventSequence served(InteractionTable table, List<Event> events) {
    MemoryEventLog log = new MemoryEventLog();
    log.append(events);
    MemoryFeatureStore store = new MemoryFeatureStore();
    new FeatureFolder(FEATURES, store, log).catchUp(Progress.NONE);
    EntityKey user = EntityKey.of(new UserId(USER));
    Row row = store.get(List.of(user)).getOrDefault(user, Row.EMPTY);
    return new ModelView(
            FEATURES.profile(row), FEATURES.recentEvents(row), new int[0], List.of(Set.of()))
        .weighted(table.vocabulary())
        .events();
  }
}
