package io.cairn.recommender;

import io.cairn.core.Candidate;
import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.Aggregate;
import io.cairn.features.ContextFeature;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.FeatureStore;
import io.cairn.features.LinearRate;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.RateFeature;
import io.cairn.recommender.reranking.Control;
import io.cairn.recommender.reranking.Explorer;
import io.cairn.recommender.reranking.Placement;
import io.cairn.recommender.reranking.Slate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A few items that were shown and clicked on so often, and lists of them that are explored. */
final class Arms {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final RateFeature.Prior PRIOR = new RateFeature.Prior(0.1, 10);

  private static final Duration HALF_LIFE = Duration.ofDays(30);
  private static final String CLICK = "click";
  private static final String IMPRESSION = "impression";

  private final FeatureSet features =
      new FeatureSet(
          new FeatureSettings(
              new EventWeights(Map.of(), 1, 0, 5),
              100,
              10,
              List.of(),
              HALF_LIFE,
              HALF_LIFE,
              List.of("age")),
          List.of(
              new RateFeature.Rate(
                  "ctr", Aggregate.Subject.ITEM, CLICK, IMPRESSION, PRIOR, HALF_LIFE),
              new RateFeature.Rate(
                  "user_ctr", Aggregate.Subject.ACTOR, CLICK, IMPRESSION, PRIOR, HALF_LIFE),
              new RateFeature.SegmentRate(
                  "segment_ctr", List.of("age"), CLICK, IMPRESSION, PRIOR, 20, HALF_LIFE),
              new RateFeature.NeighborRate(
                  "neighbor_ctr", "category", CLICK, IMPRESSION, PRIOR, 20, HALF_LIFE),
              new LinearRate(
                  "linear_ctr",
                  List.of(new ContextFeature.SegmentIs("is_young", "age", "young")),
                  CLICK,
                  IMPRESSION,
                  PRIOR,
                  HALF_LIFE)));
  private final FeatureStore store = new MemoryFeatureStore();
  private final MemoryEventLog log = new MemoryEventLog();
  private final FeatureFolder folder = new FeatureFolder(features, store, log);
  private final List<String> items = new ArrayList<>();

  /** Makes eight items of three categories, of which two were never shown. */
  static Arms some() {
    return new Arms()
        .user("ann", "young")
        .user("bob", "old")
        .item("a", "x", 40, 4)
        .item("b", "x", 60, 9)
        .item("c", "y", 20, 1)
        .item("d", "y", 200, 30)
        .item("e", "z", 5, 1)
        .item("f", "z", 100, 5)
        .item("g", "y", 0, 0)
        .item("h", "z", 0, 0);
  }

  FeatureSet features() {
    return features;
  }

  Arms user(String user, String age) {
    Map<String, Value> attributes = Map.of("age", new Value.Text(age));
    return add(new Event.UserUpdated(id(), NOW, new User(new UserId(user), attributes)));
  }

  /** Adds an item that bob was shown so often, and clicked on. */
  Arms item(String item, String category, int shown, int clicks) {
    items.add(item);
    add(
        new Event.ItemUpdated(
            id(),
            NOW,
            new Item(new ItemId(item), Map.of(), List.of(category), true, Optional.of(NOW))));
    return shown("bob", item, shown, clicks);
  }

  Arms shown(String user, String item, int shown, int clicks) {
    Visitor visitor = Visitor.of(new UserId(user));
    List<Event.Shown> list = List.of(new Event.Shown(new ItemId(item), 0, List.of()));
    for (int i = 0; i < shown; i++) {
      RequestId request = new RequestId("request " + log.end());
      add(
          new Event.Impression(
              id(), NOW, visitor, request, "home", Context.NONE, list, Event.AsOf.UNKNOWN));
    }
    for (int i = 0; i < clicks; i++) {
      add(new Event.Interaction(id(), NOW, visitor, new ItemId(item), CLICK, 1, Context.NONE));
    }
    return this;
  }

  private Arms add(Event event) {
    log.append(List.of(event));
    folder.catchUp(Progress.NONE);
    return this;
  }

  private EventId id() {
    return new EventId("event " + log.end());
  }

  /** Returns the list that a request gets of all items, the first ones first. */
  List<Assembly.Placed> list(Explorer explorer, String request, int count) {
    return list(explorer, "ann", request, count, List.of());
  }

  List<Assembly.Placed> list(
      Explorer explorer, String user, String request, int count, List<Placement> placements) {
    Slate slate = slate(user, request, count);
    List<Control<Placement>> controls =
        placements.stream().map(placement -> new Control<>("placement", placement)).toList();
    Assembly assembly =
        new Assembly(
            slate,
            controls,
            Optional.of(new Exploring(slate, new Control<>("explore", explorer))),
            List::of);
    assembly.offer(candidates(slate));
    assembly.fill(count);
    return assembly.page();
  }

  /** Returns all items, with scores that fall from the first to the last. */
  List<Candidate> candidates(Slate slate) {
    List<Candidate> candidates =
        Stream.of(items.toArray(String[]::new))
            .map(i -> new Candidate(new ItemId(i), List.of(), 1 - 0.1f * items.indexOf(i)))
            .toList();
    slate.know(candidates);
    return candidates;
  }

  Slate slate(String user, String request, int count) {
    RecommendationRequest asked =
        new RecommendationRequest(
            new RequestId(request),
            "home",
            Visitor.of(new UserId(user)),
            List.of(),
            count,
            Context.NONE,
            Set.of(),
            NOW);
    return new Slate(
        new Queries(features, store).query(asked, Optional.empty()),
        new FeatureReader(features, store),
        Map.of());
  }

  static List<String> names(List<Assembly.Placed> page) {
    return page.stream().map(placed -> placed.candidate().item().value()).toList();
  }
}
