package io.cairn.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.Candidate;
import io.cairn.core.Event;
import io.cairn.core.FeatureMatrix;
import io.cairn.core.RequestId;
import io.cairn.events.EventLog;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.Situation;
import io.cairn.training.Replay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads the features of served lists again, from the log alone. */
final class ReplayedLists {
  private static final int TOLD_MAX = 20;

  private final Engine engine;
  private final Map<RequestId, ServedList> served = new HashMap<>();
  private final List<Event.Impression> impressions;

  ReplayedLists(Engine engine, Collection<ServedList> lists) {
    this.engine = engine;
    lists.forEach(list -> served.put(list.request(), list));
    impressions = impressions(engine.log());
  }

  private static List<Event.Impression> impressions(EventLog log) {
    try (Stream<Event> events = log.read(0)) {
      return events
          .filter(Event.Impression.class::isInstance)
          .map(Event.Impression.class::cast)
          .sorted(Comparator.comparingLong(shown -> shown.asOf().offset()))
          .toList();
    }
  }

  /** Returns the versions of a model that lists were made with. */
  Set<Integer> versions(String model) {
    Set<Integer> versions = new TreeSet<>();
    impressions.forEach(shown -> versions.add(shown.asOf().models().getOrDefault(model, 0)));
    return versions;
  }

  /**
   * What was found.
   *
   * @param lists how many were compared
   * @param known the columns of which any cell was not missing
   * @param differences the first column that differs of each row, some of them
   */
  record Skew(int lists, Set<String> known, List<String> differences) {}

  /** Returns how features differ that are read so many events later than the list was made. */
  Skew skew(int later) {
    return skew(later, versions -> versions);
  }

  /** The same with other versions of the models than those that made the list. */
  Skew skew(int later, UnaryOperator<Map<String, Integer>> versions) {
    RegistryModels past = new RegistryModels(engine.registry(), engine.features().spaces());
    Set<String> known = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    int lists = 0;
    try (Replay replay = new Replay(engine.features(), new MemoryFeatureStore(), engine.log())) {
      for (Event.Impression shown : impressions) {
        ServedList list = served.get(shown.request());
        long offset = shown.asOf().offset() + later;
        if (list != null && offset >= 0 && offset <= engine.log().end()) {
          lists++;
          replay.foldTo(offset);
          FeatureMatrix again =
              replay
                  .reader()
                  .read(
                      occasion(shown),
                      candidates(list, shown),
                      past.spaces(versions.apply(shown.asOf().models())))
                  .matrix();
          compare(list, again, known, differences);
        }
      }
    }
    return new Skew(lists, known, differences);
  }

  /** Returns the occasion of a list that is being made: its positions are not known yet. */
  private static Situation.Occasion occasion(Event.Impression shown) {
    return new Situation.Occasion(
        shown.visitor(), shown.surface(), shown.context(), shown.time(), 0);
  }

  private static List<Candidate> candidates(ServedList list, Event.Impression shown) {
    List<Candidate> candidates =
        shown.shown().stream()
            .filter(item -> list.items().contains(item.item()))
            .map(item -> new Candidate(item.item(), item.proposals(), item.score()))
            .toList();
    assertThat(candidates).extracting(Candidate::item).isEqualTo(list.items());
    return candidates;
  }

  private static void compare(
      ServedList list, FeatureMatrix again, Set<String> known, List<String> differences) {
    FeatureMatrix first = list.features();
    assertThat(again.columns()).isEqualTo(first.columns());
    assertThat(again.rows()).isEqualTo(first.rows());
    int width = first.columns().size();
    for (int cell = 0; cell < first.values().length; cell++) {
      float value = first.values()[cell];
      String column = first.columns().get(cell % width);
      if (!Float.isNaN(value)) {
        known.add(column);
      }
      boolean isSame = Float.floatToIntBits(value) == Float.floatToIntBits(again.values()[cell]);
      if (!isSame && differences.size() < TOLD_MAX) {
        differences.add(
            "%s of %s in %s as of %d was %s, is %s"
                .formatted(
                    column,
                    list.items().get(cell / width),
                    list.request(),
                    list.offset(),
                    value,
                    again.values()[cell]));
        cell += width - 1 - cell % width;
      }
    }
  }
}
