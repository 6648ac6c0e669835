package io.cairn.training;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventWeights;
import io.cairn.core.ItemId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.features.EntityKey;
import io.cairn.models.EventSequence;
import io.cairn.models.ItemContent;
import io.cairn.recommender.retrieval.ActorTexts;
import io.cairn.recommender.retrieval.ItemTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Turns events into columns, and numbers what they name. For use by one thread. */
final class InteractionReader {
  private static final long MILLIS_PER_DAY = 86_400_000;

  /** Odd, so that multiples of different numbers differ; spreads what the hash of a long folds. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private static final int[] NO_TOKENS = {};

  private final EventWeights weights;
  private final Set<String> basketTypes;
  private final Map<EntityKey, Integer> actors = new LinkedHashMap<>();
  private final Map<ItemId, Integer> items = new LinkedHashMap<>();
  private final Map<ItemId, int[]> tokens = new HashMap<>();
  private final Map<EntityKey, User> users = new HashMap<>();
  private final List<Context> lastContexts = new ArrayList<>();
  private final Map<SessionId, Integer> sessions = new HashMap<>();
  private final Map<Long, Integer> days = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Map<Integer, Integer> forgottenBefore = new HashMap<>();
  private final InteractionColumns columns = new InteractionColumns();
  private int groups;

  InteractionReader(EventWeights weights, Set<String> basketTypes) {
    this.weights = weights;
    this.basketTypes = Set.copyOf(basketTypes);
  }

  void add(Event event) {
    switch (event) {
      case Event.Interaction interaction -> add(interaction);
      case Event.UserRemoved removed -> remove(EntityKey.of(removed.user()));
      case Event.UserUpdated updated ->
          users.put(EntityKey.of(updated.user().id()), updated.user());
      case Event.ItemUpdated updated ->
          tokens.put(updated.item().id(), ItemContent.tokens(ItemTexts.of(updated.item())));
      case Event.ItemRemoved _, Event.Impression _ -> {}
    }
  }

  private void remove(EntityKey user) {
    users.remove(user);
    Integer gone = actors.get(user);
    if (gone != null) {
      forgottenBefore.put(gone, columns.size());
    }
  }

  private void add(Event.Interaction event) {
    if (event.type().equals(Event.Interaction.UNKNOWN)) {
      return;
    }
    int actor = number(actors, EntityKey.of(event.visitor()).orElseThrow(), actors.size());
    if (actor == lastContexts.size()) {
      lastContexts.add(event.context());
    } else {
      lastContexts.set(actor, event.context());
    }
    int item = number(items, event.item(), items.size());
    long time = event.time().toEpochMilli();
    boolean isInBasket = basketTypes.contains(event.type());
    String type = EventSequence.type(event.type(), event.value());
    columns.add(
        new InteractionColumns.Interaction(
            actor,
            item,
            group(event, actor, time),
            types.computeIfAbsent(type, same -> same),
            weights.of(event),
            time,
            isInBasket));
  }

  private int group(Event.Interaction event, int actor, long time) {
    long dayOfTime = Math.floorDiv(time, MILLIS_PER_DAY) & 0xffff_ffffL;
    long day = SPREAD * (((long) actor << 32) | dayOfTime);
    int group =
        event
            .visitor()
            .session()
            .map(session -> number(sessions, session, groups))
            .orElseGet(() -> number(days, day, groups));
    groups = Math.max(groups, group + 1);
    return group;
  }

  private static <K> int number(Map<K, Integer> numbers, K key, int next) {
    Integer known = numbers.putIfAbsent(key, next);
    return known == null ? next : known;
  }

  /** Returns what was kept of the interactions. */
  InteractionColumns columns() {
    if (forgottenBefore.isEmpty()) {
      return columns.inTimeOrder();
    }
    int[] remembered =
        IntStream.range(0, columns.size())
            .filter(row -> row >= forgottenBefore.getOrDefault(columns.actor(row), 0))
            .toArray();
    return columns.picked(remembered).inTimeOrder();
  }

  List<EntityKey> actors() {
    return List.copyOf(actors.keySet());
  }

  Set<ItemId> items() {
    return items.keySet();
  }

  /** Returns what the catalogue said last of the items, in their order. */
  ItemContent content() {
    return ItemContent.of(
        items.keySet().stream().map(item -> tokens.getOrDefault(item, NO_TOKENS)).toList());
  }

  /** Returns what was said last of the actors, in their order, and where they were last. */
  ItemContent traits() {
    List<int[]> traits = new ArrayList<>(actors.size());
    actors.forEach(
        (key, actor) ->
            traits.add(
                ItemContent.tokens(
                    ActorTexts.of(Optional.ofNullable(users.get(key)), lastContexts.get(actor)))));
    return ItemContent.of(traits);
  }

  int groups() {
    return groups;
  }
}
