package io.cairn.recommender;

import io.cairn.core.Event;
import io.cairn.core.ItemId;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.SeenWindow;
import io.cairn.recommender.retrieval.SeenEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What counts as seen by whoever asks, and after which event. Immutable.
 *
 * @param items what counts as seen; not copied
 * @param profiles of user and session, for items of which no event is kept
 * @param events of the same, the last ones
 * @param windows how long an item counts as seen after an event, by type
 */
record Seen(
    Set<ItemId> items,
    List<Profile> profiles,
    List<RecentEvents> events,
    Map<String, SeenWindow> windows,
    Instant now) {

  /** Some events keep an item seen for longer than others. */
  private static final Comparator<SeenEvent> BY_END =
      Comparator.<SeenEvent, Instant>comparing(event -> event.until().orElse(Instant.MAX))
          .thenComparing(SeenEvent::time);

  /** Returns what profiles say, where an item stays seen. */
  static Seen forever(
      List<Profile> profiles,
      List<RecentEvents> events,
      Map<String, SeenWindow> windows,
      Instant now) {
    Set<ItemId> items = new HashSet<>();
    for (Profile profile : profiles) {
      for (int i = 0; i < profile.size(); i++) {
        if (profile.seen()[i]) {
          items.add(profile.items()[i]);
        }
      }
    }
    Map<String, SeenWindow> endless = new HashMap<>(windows);
    endless.replaceAll((_, _) -> SeenWindow.FOREVER);
    return new Seen(Collections.unmodifiableSet(items), profiles, events, endless, now);
  }

  /** Returns what the last event of each type with each item says. */
  static Seen within(List<RecentEvents> events, Map<String, SeenWindow> windows, Instant now) {
    Set<ItemId> items = new HashSet<>();
    Seen seen = new Seen(Collections.unmodifiableSet(items), List.of(), events, windows, now);
    for (RecentEvents last : events) {
      for (int i = 0; i < last.size(); i++) {
        if (seen.isWithin(last, i)) {
          items.add(last.items()[i]);
        }
      }
    }
    return seen;
  }

  /** Returns the event after which an item counts as seen longest; empty where it does not. */
  Optional<SeenEvent> why(ItemId item) {
    return events.stream()
        .flatMap(last -> of(item, last))
        .max(BY_END)
        .or(() -> profiles.stream().flatMap(profile -> of(item, profile)).max(BY_END));
  }

  private Stream<SeenEvent> of(ItemId item, RecentEvents last) {
    return IntStream.range(0, last.size())
        .filter(i -> last.items()[i].equals(item) && isWithin(last, i))
        .mapToObj(
            i -> {
              SeenWindow window = Objects.requireNonNull(window(last.types()[i]));
              long time = last.times()[i];
              return new SeenEvent(
                  last.types()[i],
                  Instant.ofEpochMilli(time),
                  window.isForever() ? Optional.empty() : Optional.of(window.end(time)));
            });
  }

  private static Stream<SeenEvent> of(ItemId item, Profile profile) {
    int at = profile.indexOf(item);
    return at >= 0 && profile.seen()[at]
        ? Stream.of(new SeenEvent("", Instant.ofEpochMilli(profile.times()[at]), Optional.empty()))
        : Stream.empty();
  }

  private boolean isWithin(RecentEvents last, int at) {
    SeenWindow window = window(last.types()[at]);
    return window != null && (window.isForever() || now.isBefore(window.end(last.times()[at])));
  }

  private @Nullable SeenWindow window(String type) {
    SeenWindow named = windows.get(type);
    return named == null && !type.equals(Event.Interaction.UNKNOWN)
        ? windows.get(SeenWindow.ANY)
        : named;
  }
}
