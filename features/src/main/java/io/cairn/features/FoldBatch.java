package io.cairn.features;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive events, and the rows that they change. First every event is added, then the rows
 * are loaded once, then all are folded. For use by one thread.
 */
final class FoldBatch {
  private final Map<EntityKey, Cell> cells = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private @Nullable Cell all;

  /** The row of an entity before the batch and as it is now. */
  private static final class Cell {
    private Row before = Row.EMPTY;
    private Row row = Row.EMPTY;
  }

  /**
   * An event with the cells that it may change, so that no key is looked up again.
   *
   * @param actor null where nobody known acted
   */
  private record Step(Event event, @Nullable Cell actor, List<Cell> items) {
    void fold(FeatureSet features) {
      Row before = actor == null ? Row.EMPTY : actor.row;
      for (Cell item : items) {
        item.row = features.foldItem(item.row, event, before);
      }
      if (actor != null) {
        actor.row = event instanceof Event.UserRemoved ? Row.EMPTY : foldActor(features, before);
      }
    }

    private Row foldActor(FeatureSet features, Row before) {
      return features.foldActor(before, event, itemRows());
    }

    List<Row> itemRows() {
      List<Row> rows = new ArrayList<>(items.size());
      items.forEach(item -> rows.add(item.row));
      return rows;
    }
  }

  /** Returns the next events, at most {@code sizeMax}; fewer only where there are no more. */
  static FoldBatch next(Iterator<Event> events, int sizeMax) {
    FoldBatch batch = new FoldBatch();
    while (batch.size() < sizeMax && events.hasNext()) {
      batch.add(events.next());
    }
    return batch;
  }

  /** Returns how many events there are. */
  int size() {
    return steps.size();
  }

  /** Adds the next event. */
  void add(Event event) {
    steps.add(
        switch (event) {
          case Event.Interaction e ->
              new Step(e, cell(EntityKey.of(e.visitor())), List.of(cell(e.item())));
          case Event.Impression e ->
              new Step(
                  e,
                  cell(EntityKey.of(e.visitor())),
                  e.shown().stream().map(shown -> cell(shown.item())).toList());
          case Event.UserUpdated e -> new Step(e, cell(EntityKey.of(e.user().id())), List.of());
          case Event.UserRemoved e -> new Step(e, cell(EntityKey.of(e.user())), List.of());
          case Event.ItemUpdated e -> new Step(e, null, List.of(cell(e.item().id())));
          case Event.ItemRemoved e -> new Step(e, null, List.of(cell(e.item())));
        });
  }

  private @Nullable Cell cell(Optional<EntityKey> key) {
    return key.isEmpty() ? null : cell(key.get());
  }

  private Cell cell(ItemId item) {
    return cell(EntityKey.of(item));
  }

  private Cell cell(EntityKey key) {
    return cells.computeIfAbsent(key, _ -> new Cell());
  }

  /** Has what is counted over all of the log be kept up too. */
  void addTotals() {
    all = cell(EntityKey.ALL);
  }

  /** Returns whose rows the events may change. */
  Set<EntityKey> keys() {
    return Collections.unmodifiableSet(cells.keySet());
  }

  /** Takes the rows before the events; one that is missing is empty. */
  void load(Map<EntityKey, Row> rows) {
    cells.forEach(
        (key, cell) -> {
          cell.before = rows.getOrDefault(key, Row.EMPTY);
          cell.row = cell.before;
        });
  }

  /** Folds the events in order and returns the rows that are changed by them. */
  Map<EntityKey, Row> fold(FeatureSet features) {
    for (Step step : steps) {
      step.fold(features);
      if (all != null) {
        all.row = features.foldAll(all.row, step.event(), step.itemRows());
      }
    }
    Map<EntityKey, Row> changed = HashMap.newHashMap(cells.size());
    cells.forEach(
        (key, cell) -> {
          if (cell.row != cell.before) {
            changed.put(key, cell.row);
          }
        });
    return changed;
  }
}
