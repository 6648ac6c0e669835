package io.cairn.events;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.core.UserId;
import io.cairn.core.Visitor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what an import reads. Its memory grows with the number of people and items, not with that
 * of events. For use by one thread.
 */
final class ImportTally {
  private static final int BAD_ROWS_MAX = 20;
  private static final int REASONS_MAX = 50;

  /** What is counted of one person or item. */
  static final class Entity {
    private long events;
    private long first = Long.MAX_VALUE;
    private boolean described;

    long events() {
      return events;
    }

    boolean isDescribed() {
      return described;
    }
  }

  private final Map<String, Long> types = new TreeMap<>();
  private final Map<String, Entity> users = new HashMap<>();
  private final Map<String, Entity> sessions = new HashMap<>();
  private final Map<String, Entity> items = new HashMap<>();
  private final Map<String, Long> excluded = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final List<BadRow> badRows = new ArrayList<>();
  private long badCount;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void count(Event event) {
    switch (event) {
      case Event.ItemUpdated e -> entity(items, e.item().id().value()).described = true;
      case Event.UserUpdated e -> entity(users, e.user().id().value()).described = true;
      case Event.ItemRemoved _, Event.UserRemoved _ -> {}
      case Event.Impression e -> {
        see(e, e.visitor());
        for (Event.Shown shown : e.shown()) {
          touch(entity(items, shown.item().value()), e);
        }
      }
      case Event.Interaction e -> {
        see(e, e.visitor());
        person(e.visitor()).events++;
        Entity item = entity(items, e.item().value());
        item.events++;
        touch(item, e);
      }
    }
    types.merge(type(event), 1L, Long::sum);
  }

  private void see(Event event, Visitor visitor) {
    long time = event.time().toEpochMilli();
    first = Math.min(first, time);
    last = Math.max(last, time);
    if (!visitor.isAnonymous()) {
      touch(person(visitor), event);
    }
  }

  private Entity person(Visitor visitor) {
    return visitor
        .user()
        .map(user -> entity(users, user.value()))
        .orElseGet(() -> entity(sessions, visitor.session().orElseThrow().value()));
  }

  private static void touch(Entity entity, Event event) {
    entity.first = Math.min(entity.first, event.time().toEpochMilli());
  }

  private static Entity entity(Map<String, Entity> entities, String id) {
    return entities.computeIfAbsent(id, _ -> new Entity());
  }

  private static String type(Event event) {
    return switch (event) {
      case Event.ItemUpdated _ -> "item";
      case Event.UserUpdated _ -> "user";
      case Event.ItemRemoved _ -> "item-removed";
      case Event.UserRemoved _ -> "user-removed";
      case Event.Impression _ -> "impression";
      case Event.Interaction e -> e.type();
    };
  }

  void exclude(String reason) {
    excluded.merge(reason, 1L, Long::sum);
  }

  /** Counts a row that could not be read, and keeps the first {@value #BAD_ROWS_MAX}. */
  void bad(Path file, long line, IllegalArgumentException problem) {
    badCount++;
    String message = String.valueOf(problem.getMessage());
    if (badRows.size() < BAD_ROWS_MAX) {
      badRows.add(new BadRow(file, line, message));
    }
    String reason = problem instanceof InvalidEventException e ? kind(e) : message;
    boolean counted = reasons.containsKey(reason) || reasons.size() < REASONS_MAX;
    reasons.merge(counted ? reason : "other reasons", 1L, Long::sum);
  }

  /** Returns what problems of one kind have in common: the message without the value. */
  private static String kind(InvalidEventException problem) {
    if (problem.expected().isEmpty() || problem.field().isEmpty()) {
      return problem.wrong().replaceFirst("( at column|:).*", "");
    }
    return problem.field() + " is not " + problem.expected();
  }

  /** Returns the time of the first event about an item, or of the import, or now. */
  Instant firstOfItem(ItemId item, Instant now) {
    return firstTime(items.get(item.value()), now);
  }

  /** Returns the time of the first event of a user, or of the import, or now. */
  Instant firstOfUser(UserId user, Instant now) {
    return firstTime(users.get(user.value()), now);
  }

  private Instant firstTime(@org.jspecify.annotations.Nullable Entity entity, Instant now) {
    long time = entity == null ? Long.MAX_VALUE : entity.first;
    long earliest = time == Long.MAX_VALUE ? first : time;
    return earliest == Long.MAX_VALUE ? now : Instant.ofEpochMilli(earliest);
  }

  Map<String, Long> types() {
    return types;
  }

  Map<String, Entity> users() {
    return users;
  }

  /** Returns the sessions of people who did not say who they are. */
  Map<String, Entity> sessions() {
    return sessions;
  }

  Map<String, Entity> items() {
    return items;
  }

  Map<String, Long> excluded() {
    return excluded;
  }

  long badCount() {
    return badCount;
  }

  BadRows badRows() {
    return new BadRows(badCount, reasons, badRows);
  }

  Optional<ImportQuality.TimeRange> times() {
    return first > last
        ? Optional.empty()
        : Optional.of(
            new ImportQuality.TimeRange(Instant.ofEpochMilli(first), Instant.ofEpochMilli(last)));
  }
}
