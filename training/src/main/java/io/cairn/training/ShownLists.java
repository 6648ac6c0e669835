package io.cairn.training;

import io.cairn.core.Event;
import io.cairn.core.RequestId;
import io.cairn.features.EntityKey;
import io.cairn.features.Situation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds lists that were shown. An event counts for the list that it names or, where it names none,
 * for the last list that showed the item to the same user or session, if that was shown at most one
 * window before.
 *
 * <p>What became of a list is known when the window is over: lists near the end of the log wait for
 * a later training, but for those of another system, which are history: they are taken if anything
 * came of them. The clock is that of the shown lists, which servers write, not that of the events,
 * which devices write.
 */
final class ShownLists implements MomentFinder {
  private final Outcomes outcomes;
  private final Duration window;
  private final ArrayDeque<Moment> open = new ArrayDeque<>();
  private final Map<RequestId, Moment> byRequest = new HashMap<>();
  private final Map<EntityKey, ArrayDeque<Moment>> byActor = new HashMap<>();
  private final ArrayDeque<RequestId> requests = new ArrayDeque<>();

  ShownLists(Outcomes outcomes, Duration window) {
    this.outcomes = outcomes;
    this.window = window;
  }

  @Override
  public void add(long offset, Event event, Consumer<Moment> found) {
    switch (event) {
      case Event.Impression shown -> {
        close(shown, found);
        open(offset, shown);
      }
      case Event.Interaction interaction -> count(interaction);
      default -> {}
    }
  }

  private void open(long offset, Event.Impression shown) {
    if (shown.shown().isEmpty()) {
      return;
    }
    long foldTo = shown.asOf().isKnown() ? Math.min(shown.asOf().offset(), offset) : offset;
    Moment moment =
        new Moment(
            foldTo, Situation.Occasion.of(shown), shown.shown(), shown.asOf(), new HashMap<>());
    open.add(moment);
    requests.add(shown.request());
    byRequest.put(shown.request(), moment);
    EntityKey.of(shown.visitor())
        .ifPresent(actor -> byActor.computeIfAbsent(actor, _ -> new ArrayDeque<>()).add(moment));
  }

  private void count(Event.Interaction event) {
    Moment named = event.context().request().map(byRequest::get).orElse(null);
    if (named != null) {
      addIfInTime(named, event);
      return;
    }
    EntityKey actor = EntityKey.of(event.visitor()).orElseThrow();
    Iterator<Moment> newestFirst =
        byActor.getOrDefault(actor, new ArrayDeque<>()).descendingIterator();
    while (newestFirst.hasNext()) {
      Moment moment = newestFirst.next();
      if (moment.shown().stream().anyMatch(shown -> shown.item().equals(event.item()))) {
        addIfInTime(moment, event);
        return;
      }
    }
  }

  private void addIfInTime(Moment moment, Event.Interaction event) {
    Duration after = Duration.between(moment.occasion().time(), event.time());
    if (after.compareTo(window) <= 0) {
      outcomes.add(moment, event);
    }
  }

  /** Closes the lists whose window is over when another list is shown. */
  private void close(Event.Impression now, Consumer<Moment> found) {
    while (!open.isEmpty()
        && Duration.between(open.element().occasion().time(), now.time()).compareTo(window) > 0) {
      Moment closed = open.remove();
      RequestId request = requests.remove();
      byRequest.remove(request, closed);
      EntityKey.of(closed.occasion().visitor()).ifPresent(actor -> forget(actor, closed));
      found.accept(closed);
    }
  }

  private void forget(EntityKey actor, Moment closed) {
    ArrayDeque<Moment> lists = byActor.get(actor);
    if (lists != null) {
      lists.removeFirstOccurrence(closed);
      if (lists.isEmpty()) {
        byActor.remove(actor);
      }
    }
  }

  @Override
  public void end(Consumer<Moment> found) {
    List.copyOf(open).stream()
        .filter(moment -> !moment.asOf().isKnown() && !moment.outcomes().isEmpty())
        .forEach(found);
    open.clear();
  }
}
