package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import io.cairn.events.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How a log is divided for an evaluation. Only events with a positive weight are asked for, and
 * only of known users; anonymous sessions are learned from.
 */
public sealed interface Split {

  /** The fewest items that a user must have in training to be asked for. */
  int ITEMS_MIN = 5;

  /** Returns the name by which people choose it. */
  String name();

  /**
   * Divides the log.
   *
   * @param weights which events speak for an item
   * @throws IllegalArgumentException if nobody is left to ask for
   */
  Holdout divide(EventLog log, EventWeights weights);

  /**
   * One cut in time: what happened before is learned from, what users did with new items after it
   * is asked for. The only split without knowledge of the future. An item that no user had to do
   * with before the cut is not asked for.
   *
   * @param share the share of interactions before the cut, in (0, 1)
   */
  record Temporal(double share) implements Split {
    /** Checks the share. */
    public Temporal {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("share must be between 0 and 1, was " + share);
      }
    }

    @Override
    public String name() {
      return "temporal";
    }

    @Override
    public Holdout divide(EventLog log, EventWeights weights) {
      long cut = cutMillis(log);
      Predicate<Event> before = event -> event.time().toEpochMilli() < cut;
      Map<UserId, Set<ItemId>> known = items(log, before);
      Map<UserId, Set<ItemId>> later =
          items(
              log,
              event ->
                  !before.test(event) && event instanceof Event.Interaction i && weights.of(i) > 0);
      Set<ItemId> catalogue = new HashSet<>();
      known.values().forEach(catalogue::addAll);
      List<Holdout.TestCase> cases = new ArrayList<>();
      later.forEach(
          (user, items) -> {
            Set<ItemId> learned = known.getOrDefault(user, Set.of());
            items.removeAll(learned);
            items.retainAll(catalogue);
            if (learned.size() >= ITEMS_MIN && !items.isEmpty()) {
              cases.add(new Holdout.TestCase(Visitor.of(user), items));
            }
          });
      return checked(new Holdout(before, cases, Instant.ofEpochMilli(cut)), this);
    }

    private long cutMillis(EventLog log) {
      long[] times = new long[(int) Math.min(log.end(), Integer.MAX_VALUE - 8)];
      int[] size = new int[1];
      forEachInteraction(log, event -> times[size[0]++] = event.time().toEpochMilli());
      if (size[0] == 0) {
        throw new IllegalArgumentException("there are no interactions to divide");
      }
      Arrays.sort(times, 0, size[0]);
      return times[Math.min((int) (share * size[0]), size[0] - 1)];
    }
  }

  /**
   * Each user's last event is asked for, everything else is learned from: what others did later is
   * known. Kept because published tables use it.
   */
  record LeaveOneOut() implements Split {
    @Override
    public String name() {
      return "leave-one-out";
    }

    @Override
    public Holdout divide(EventLog log, EventWeights weights) {
      Map<UserId, Event.Interaction> last = new LinkedHashMap<>();
      forEachInteraction(
          log,
          event -> {
            if (weights.of(event) > 0) {
              event.visitor().user().ifPresent(user -> last.merge(user, event, LeaveOneOut::later));
            }
          });
      Set<EventId> asked = new HashSet<>();
      last.values().forEach(event -> asked.add(event.id()));
      Predicate<Event> training = event -> !asked.contains(event.id());
      Map<UserId, Set<ItemId>> known = items(log, training);
      List<Holdout.TestCase> cases = new ArrayList<>();
      Instant end = Instant.EPOCH;
      for (Map.Entry<UserId, Event.Interaction> entry : last.entrySet()) {
        Set<ItemId> before = known.getOrDefault(entry.getKey(), Set.of());
        ItemId item = entry.getValue().item();
        end = entry.getValue().time().isAfter(end) ? entry.getValue().time() : end;
        if (before.size() >= ITEMS_MIN - 1 && !before.contains(item)) {
          cases.add(new Holdout.TestCase(Visitor.of(entry.getKey()), Set.of(item)));
        }
      }
      return checked(new Holdout(training, cases, end), this);
    }

    private static Event.Interaction later(Event.Interaction a, Event.Interaction b) {
      return b.time().isBefore(a.time()) ? a : b;
    }
  }

  private static Holdout checked(Holdout holdout, Split split) {
    if (holdout.cases().isEmpty()) {
      throw new IllegalArgumentException(
          "the %s split leaves no user with at least %d items to learn from and a new one to ask for"
              .formatted(split.name(), ITEMS_MIN));
    }
    return holdout;
  }

  private static Map<UserId, Set<ItemId>> items(EventLog log, Predicate<Event> counts) {
    Map<UserId, Set<ItemId>> items = new HashMap<>();
    forEachInteraction(
        log,
        event -> {
          if (counts.test(event)) {
            event
                .visitor()
                .user()
                .ifPresent(
                    user -> items.computeIfAbsent(user, _ -> new HashSet<>()).add(event.item()));
          }
        });
    return items;
  }

  private static void forEachInteraction(EventLog log, Consumer<Event.Interaction> consumer) {
    try (Stream<Event> events = log.read(0)) {
      events
          .filter(Event.Interaction.class::isInstance)
          .map(Event.Interaction.class::cast)
          .forEach(consumer);
    }
  }
}
