package io.cairn.app.doctor;

import io.cairn.app.engine.EventTypes;
import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import io.cairn.features.EntityKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a log holds, counted in one pass; people are users, and sessions without a user. Memory
 * grows with the number of people and items only. Immutable once it is returned.
 */
public final class LogCensus {
  private static final int PROGRESS_EVERY = 10_000;

  private final Instant now;
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> interactions = new TreeMap<>();
  private final Map<EntityKey, Integer> people = new LinkedHashMap<>();
  private final Map<ItemId, Instant> items = new HashMap<>();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private long inFuture;

  private LogCensus(Instant now) {
    this.now = now;
  }

  /**
   * Reads the whole log.
   *
   * @param now the measure of what is in the future
   */
  static LogCensus of(EventLog log, Instant now, Progress progress) {
    LogCensus census = new LogCensus(now);
    long end = log.end();
    long[] done = new long[1];
    try (Stream<Event> read = log.read(0).limit(end)) {
      read.forEach(
          event -> {
            census.count(event);
            if (++done[0] % PROGRESS_EVERY == 0 || done[0] == end) {
              progress.at("reading the log", done[0], end);
            }
          });
    }
    return census;
  }

  private void count(Event event) {
    events.merge(EventTypes.of(event), 1L, Long::sum);
    switch (event) {
      case Event.Interaction interaction -> count(interaction);
      case Event.UserUpdated updated -> people.putIfAbsent(EntityKey.of(updated.user().id()), 0);
      case Event.UserRemoved removed -> people.remove(EntityKey.of(removed.user()));
      case Event.ItemUpdated _, Event.ItemRemoved _, Event.Impression _ -> {}
    }
  }

  private void count(Event.Interaction interaction) {
    Instant time = interaction.time();
    interactions.merge(interaction.type(), 1L, Long::sum);
    EntityKey.of(interaction.visitor()).ifPresent(who -> people.merge(who, 1, Integer::sum));
    items.merge(interaction.item(), time, (a, b) -> a.isBefore(b) ? a : b);
    first = Optional.of(first.filter(known -> known.isBefore(time)).orElse(time));
    last = Optional.of(last.filter(known -> known.isAfter(time)).orElse(time));
    inFuture += time.isAfter(now) ? 1 : 0;
  }

  /** Returns the number of events of every type, in alphabetical order. */
  public Map<String, Long> events() {
    return Collections.unmodifiableMap(events);
  }

  /** Returns the number of interactions of every type, in alphabetical order. */
  public Map<String, Long> interactions() {
    return Collections.unmodifiableMap(interactions);
  }

  /** Returns the number of interactions. */
  public long interactionsTotal() {
    return interactions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of interactions after now. */
  public long inFuture() {
    return inFuture;
  }

  /** Returns the time of the first interaction; empty where there is none. */
  public Optional<Instant> first() {
    return first;
  }

  /** Returns the time of the last interaction; empty where there is none. */
  public Optional<Instant> last() {
    return last;
  }

  /** Returns how many people of the kind have an interaction. */
  public long active(EntityKey.Kind kind) {
    return people.entrySet().stream()
        .filter(person -> person.getValue() > 0 && person.getKey().kind() == kind)
        .count();
  }

  /** Returns how many items were interacted with. */
  public long items() {
    return items.size();
  }

  /** Returns when the item was interacted with first; empty where never. */
  Optional<Instant> firstInteraction(ItemId item) {
    return Optional.ofNullable(items.get(item));
  }

  /** Returns everybody, also users of whom only attributes are known, in order of appearance. */
  List<EntityKey> people() {
    return new ArrayList<>(people.keySet());
  }

  /** Returns the share of people with interactions who have only one, in [0, 1]. */
  public double oneEventShare() {
    int[] counts = counts();
    long one = Arrays.stream(counts).filter(count -> count == 1).count();
    return counts.length == 0 ? 0 : (double) one / counts.length;
  }

  /**
   * Returns the number of interactions that a share of the people do not exceed; 0 where nobody has
   * any.
   *
   * @param share in [0, 1]; 1 gives the most that anybody has
   */
  public int eventsOf(double share) {
    int[] counts = counts();
    int rank = (int) Math.ceil(share * counts.length);
    return counts.length == 0 ? 0 : counts[Math.max(0, rank - 1)];
  }

  /** Returns the numbers of interactions of people who have any, ascending. */
  private int[] counts() {
    return people.values().stream()
        .mapToInt(Integer::intValue)
        .filter(count -> count > 0)
        .sorted()
        .toArray();
  }

  /** Returns what to call the people: users, sessions, or both. */
  public String who() {
    boolean users = active(EntityKey.Kind.USER) > 0;
    boolean sessions = active(EntityKey.Kind.SESSION) > 0;
    return sessions ? (users ? "users and sessions" : "sessions") : "users";
  }
}
