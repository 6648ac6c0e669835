package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.features.EntityKey;
import io.cairn.features.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds moments at which somebody came back, and what they did from then on: lists that could have
 * been shown, for histories without impressions. A list is made right before the first event of a
 * visit, and every event within the horizon counts for it.
 */
final class ProposedLists implements MomentFinder {
  private final Outcomes outcomes;
  private final String surface;
  private final ExampleSettings settings;
  private final ArrayDeque<Moment> open = new ArrayDeque<>();
  private final Map<EntityKey, ArrayDeque<Moment>> byActor = new HashMap<>();
  private final Map<EntityKey, Instant> lastEvents = new HashMap<>();

  ProposedLists(Outcomes outcomes, String surface, ExampleSettings settings) {
    this.outcomes = outcomes;
    this.surface = surface;
    this.settings = settings;
  }

  @Override
  public void add(long offset, Event event, Consumer<Moment> found) {
    if (event instanceof Event.Interaction interaction) {
      close(interaction.time(), found);
      EntityKey actor = EntityKey.of(interaction.visitor()).orElseThrow();
      Instant last = lastEvents.put(actor, interaction.time());
      if (last == null || isVisit(last, interaction.time())) {
        open(offset, interaction, actor);
      }
      byActor
          .getOrDefault(actor, new ArrayDeque<>())
          .forEach(moment -> outcomes.add(moment, interaction));
    }
  }

  private boolean isVisit(Instant last, Instant now) {
    return Duration.between(last, now).compareTo(settings.visitGap()) > 0;
  }

  private void open(long offset, Event.Interaction first, EntityKey actor) {
    Context context =
        new Context(
            first.context().device(), "", first.context().region(), 0, java.util.Optional.empty());
    Situation.Occasion occasion =
        new Situation.Occasion(first.visitor(), surface, context, first.time(), 0);
    Moment moment = new Moment(offset, occasion, List.of(), Event.AsOf.UNKNOWN, new HashMap<>());
    open.add(moment);
    byActor.computeIfAbsent(actor, _ -> new ArrayDeque<>()).add(moment);
  }

  private void close(Instant now, Consumer<Moment> found) {
    while (!open.isEmpty()
        && Duration.between(open.element().occasion().time(), now).compareTo(settings.horizon())
            > 0) {
      Moment closed = open.remove();
      EntityKey actor = EntityKey.of(closed.occasion().visitor()).orElseThrow();
      ArrayDeque<Moment> lists = byActor.get(actor);
      if (lists != null) {
        lists.removeFirstOccurrence(closed);
        if (lists.isEmpty()) {
          byActor.remove(actor);
        }
      }
      found.accept(closed);
    }
  }

  @Override
  public void end(Consumer<Moment> found) {
    open.forEach(found);
    open.clear();
  }
}
