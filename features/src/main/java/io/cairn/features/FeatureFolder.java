package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.Progress;
import io.cairn.events.EventLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the rows of a feature store up with the event log. Safe for use by multiple threads; one at
 * a time folds.
 */
public final class FeatureFolder {
  private static final int BATCH = 1_000;

  private final FeatureSet features;
  private final FeatureStore store;
  private final EventLog log;

  /** Makes a folder that goes on where the store's offset is. */
  public FeatureFolder(FeatureSet features, FeatureStore store, EventLog log) {
    this.features = features;
    this.store = store;
    this.log = log;
  }

  /** Folds every event that was appended before this call. */
  public synchronized void catchUp(Progress progress) {
    catchUp(log.end(), progress);
  }

  /** Folds the events before {@code end}; does nothing where they are folded already. */
  public synchronized void catchUp(long end, Progress progress) {
    if (store.offset() >= end) {
      return;
    }
    try (Stream<Event> events = log.read(store.offset())) {
      Iterator<Event> next = events.iterator();
      while (store.offset() < end) {
        fold(take(next, (int) Math.min(BATCH, end - store.offset())));
        progress.at("folding events", store.offset(), end);
      }
    }
  }

  /**
   * Folds given events in place of those of the log; each counts as the next offset. For stores
   * that are made for one evaluation, from a part of a log.
   */
  public synchronized void fold(Stream<Event> events, Progress progress) {
    List<Event> batch = new ArrayList<>(BATCH);
    events.forEach(
        event -> {
          batch.add(event);
          if (batch.size() == BATCH) {
            fold(batch);
            batch.clear();
            progress.at("folding events", store.offset(), -1);
          }
        });
    fold(batch);
  }

  private static List<Event> take(Iterator<Event> events, int count) {
    List<Event> taken = new ArrayList<>(count);
    while (taken.size() < count) {
      taken.add(events.next());
    }
    return taken;
  }

  private void fold(List<Event> events) {
    Map<EntityKey, Row> rows = new HashMap<>(store.get(touched(events)));
    Map<EntityKey, Row> changed = new HashMap<>();
    for (Event event : events) {
      fold(event, rows, changed);
    }
    store.put(changed, store.offset() + events.size());
  }

  private void fold(Event event, Map<EntityKey, Row> rows, Map<EntityKey, Row> changed) {
    Optional<EntityKey> actorKey = actor(event);
    Row actor = actorKey.map(k -> rows.getOrDefault(k, Row.EMPTY)).orElse(Row.EMPTY);
    Row item = Row.EMPTY;
    for (EntityKey key : items(event)) {
      item = features.foldItem(rows.getOrDefault(key, Row.EMPTY), event, actor);
      rows.put(key, item);
      changed.put(key, item);
    }
    if (actorKey.isPresent()) {
      Row after =
          event instanceof Event.UserRemoved ? Row.EMPTY : features.foldActor(actor, event, item);
      rows.put(actorKey.get(), after);
      changed.put(actorKey.get(), after);
    }
  }

  private static Set<EntityKey> touched(List<Event> events) {
    Set<EntityKey> keys = new HashSet<>();
    for (Event event : events) {
      actor(event).ifPresent(keys::add);
      keys.addAll(items(event));
    }
    return keys;
  }

  /** Returns whose row the event changes. */
  private static Optional<EntityKey> actor(Event event) {
    return switch (event) {
      case Event.Interaction e -> EntityKey.of(e.visitor());
      case Event.Impression e -> EntityKey.of(e.visitor());
      case Event.UserUpdated e -> Optional.of(EntityKey.of(e.user().id()));
      case Event.UserRemoved e -> Optional.of(EntityKey.of(e.user()));
      case Event.ItemUpdated _, Event.ItemRemoved _ -> Optional.empty();
    };
  }

  /** Returns the items whose rows the event changes. */
  private static List<EntityKey> items(Event event) {
    return switch (event) {
      case Event.Interaction e -> List.of(EntityKey.of(e.item()));
      case Event.Impression e -> e.shown().stream().map(s -> EntityKey.of(s.item())).toList();
      case Event.ItemUpdated e -> List.of(EntityKey.of(e.item().id()));
      case Event.ItemRemoved e -> List.of(EntityKey.of(e.item()));
      case Event.UserUpdated _, Event.UserRemoved _ -> List.of();
    };
  }
}
