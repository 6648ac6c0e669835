package io.cairn.app.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.app.engine.Engine;
import io.cairn.core.Context;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.features.EntityKey;
import io.cairn.features.FeatureSet;
import io.cairn.features.Profile;
import io.cairn.features.RecentEvents;
import io.cairn.features.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes a user by the items of their row. Immutable. */
record UserPortrait(Engine engine) {
  private static final int EVENTS_MAX = 20;
  private static final int VALUES_MAX = 10;

  /** What shares of a profile are told for. */
  private static final List<String> ATTRIBUTES = List.of("category", "brand");

  /** Adds the last events, the segments, and what the profile is made of. */
  ObjectNode add(ObjectNode json, Row row) {
    FeatureSet features = engine.features();
    ArrayNode segments = json.putArray("segments");
    features
        .segments(row, Context.NONE)
        .forEach(
            segment ->
                segments
                    .addObject()
                    .put("attribute", segment.attribute())
                    .put("value", segment.value()));
    addEvents(json.putArray("recent"), features.recentEvents(row));
    ObjectNode affinities = json.putObject("affinities");
    Profile profile = features.profile(row);
    Map<ItemId, Item> items = items(List.of(profile.items()));
    for (String attribute : ATTRIBUTES) {
      addShares(affinities.putArray(attribute), shares(profile, items, attribute));
    }
    return json;
  }

  private void addEvents(ArrayNode json, RecentEvents events) {
    int first = Math.max(0, events.size() - EVENTS_MAX);
    ItemId[] last = Arrays.copyOfRange(events.items(), first, events.size());
    Map<ItemId, Item> items = items(List.of(last));
    for (int i = events.size() - 1; i >= first; i--) {
      ItemId id = events.items()[i];
      json.addObject()
          .put("type", events.types()[i])
          .put("item", id.value())
          .put("title", Optional.ofNullable(items.get(id)).map(Item::title).orElse(id.value()))
          .put("value", Numbers.rounded(events.values()[i]))
          .put("time", Instant.ofEpochMilli(events.times()[i]).toString());
    }
  }

  private Map<ItemId, Item> items(List<ItemId> ids) {
    Map<ItemId, Item> items = new HashMap<>();
    engine
        .store()
        .get(ids.stream().map(EntityKey::of).toList())
        .values()
        .forEach(
            row ->
                engine
                    .features()
                    .entry(row)
                    .ifPresent(entry -> items.put(entry.item().id(), entry.item())));
    return items;
  }

  /** Returns the weight of each value of the attribute among what the user liked. */
  private static Map<String, Double> shares(
      Profile profile, Map<ItemId, Item> items, String attribute) {
    Map<String, Double> weights = new HashMap<>();
    for (int i = 0; i < profile.size(); i++) {
      Item item = items.get(profile.items()[i]);
      double weight = profile.weights()[i];
      if (item != null && weight > 0) {
        item.texts(attribute).forEach(value -> weights.merge(value, weight, Double::sum));
      }
    }
    double total = weights.values().stream().mapToDouble(w -> w).sum();
    weights.replaceAll((_, weight) -> weight / total);
    return weights;
  }

  private static void addShares(ArrayNode json, Map<String, Double> shares) {
    List<Map.Entry<String, Double>> largest = new ArrayList<>(shares.entrySet());
    largest.sort(
        Map.Entry.<String, Double>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    for (Map.Entry<String, Double> share :
        largest.subList(0, Math.min(VALUES_MAX, largest.size()))) {
      json.addObject().put("value", share.getKey()).put("share", Numbers.rounded(share.getValue()));
    }
  }
}
