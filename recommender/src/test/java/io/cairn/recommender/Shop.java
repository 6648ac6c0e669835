package io.cairn.recommender;

import io.cairn.core.Context;
import io.cairn.core.Event;
import io.cairn.core.EventId;
import io.cairn.core.EventWeights;
import io.cairn.core.Item;
import io.cairn.core.ItemId;
import io.cairn.core.Progress;
import io.cairn.core.RecommendationRequest;
import io.cairn.core.RequestId;
import io.cairn.core.SessionId;
import io.cairn.core.User;
import io.cairn.core.UserId;
import io.cairn.core.Value;
import io.cairn.core.Visitor;
import io.cairn.events.MemoryEventLog;
import io.cairn.features.Feature;
import io.cairn.features.FeatureFolder;
import io.cairn.features.FeatureReader;
import io.cairn.features.FeatureSet;
import io.cairn.features.FeatureSettings;
import io.cairn.features.FeatureStore;
import io.cairn.features.MemoryFeatureStore;
import io.cairn.features.SeenWindow;
import io.cairn.recommender.reranking.Slate;
import io.cairn.recommender.retrieval.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A small shop to recommend in: events go in, and rows are as of the last of them. */
public final class Shop {
  /** The moment of requests; events are told as days before it. */
  public static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");

  private static final EventWeights WEIGHTS =
      new EventWeights(Map.of("view", 1.0, "purchase", 5.0, "dislike", -4.0), 1, 0, 5);

  private final FeatureSet features;
  private final FeatureStore store = new MemoryFeatureStore();
  private final MemoryEventLog log = new MemoryEventLog();
  private final FeatureFolder folder;

  /** Opens a shop of which features know nothing beside what is always kept up. */
  public Shop() {
    this(List.of());
  }

  public Shop(List<Feature> computed) {
    this(computed, Map.of());
  }

  /** Opens a shop whose rows keep what is seen for so long, by type of event. */
  public Shop(Map<String, SeenWindow> seenWindows) {
    this(List.of(), seenWindows);
  }

  private Shop(List<Feature> computed, Map<String, SeenWindow> seenWindows) {
    FeatureSettings settings =
        new FeatureSettings(
            WEIGHTS,
            5_000,
            100,
            List.of("view", "purchase", "dislike"),
            Duration.ofDays(60),
            Duration.ofDays(3),
            List.of("region", "age"),
            seenWindows);
    features = new FeatureSet(settings, computed);
    folder = new FeatureFolder(features, store, log);
  }

  public FeatureSet features() {
    return features;
  }

  public FeatureStore store() {
    return store;
  }

  public MemoryEventLog log() {
    return log;
  }

  private Shop add(Event event) {
    log.append(List.of(event));
    folder.catchUp(Progress.NONE);
    return this;
  }

  private EventId nextId() {
    return new EventId("event-" + log.end());
  }

  private static Instant before(double days) {
    return NOW.minusMillis((long) (days * Duration.ofDays(1).toMillis()));
  }

  /** Lists items that arrived the given number of days ago. */
  public Shop items(double daysAgo, String... items) {
    for (String item : items) {
      add(new Event.ItemUpdated(nextId(), before(daysAgo), item(item, true, daysAgo)));
    }
    return this;
  }

  public Shop titled(String item, String title) {
    return add(new Event.ItemUpdated(nextId(), NOW, item(item, title, true, 1)));
  }

  /** Lists an item with a brand, of which there is none if it is blank, and categories. */
  public Shop branded(String item, double daysAgo, String brand, String... categories) {
    Map<String, Value> attributes = new HashMap<>();
    attributes.put(Item.TITLE, new Value.Text(String.join(" ", categories) + " by " + brand));
    if (!brand.isBlank()) {
      attributes.put("brand", new Value.Text(brand));
    }
    Item listed =
        new Item(
            new ItemId(item), attributes, List.of(categories), true, Optional.of(before(daysAgo)));
    return add(new Event.ItemUpdated(nextId(), before(daysAgo), listed));
  }

  /** Lists an item that arrived a day ago and of which something is known. */
  public Shop item(String item, Map<String, Value> attributes, String... categories) {
    return add(
        new Event.ItemUpdated(
            nextId(),
            NOW,
            new Item(
                new ItemId(item), attributes, List.of(categories), true, Optional.of(before(1)))));
  }

  /** Shows somebody a list. */
  public Shop shows(String user, double daysAgo, String... items) {
    List<Event.Shown> shown =
        ids(items).stream().map(item -> new Event.Shown(item, 0, List.of(), 1)).toList();
    return add(
        new Event.Impression(
            nextId(),
            before(daysAgo),
            user(user),
            new RequestId("request-" + log.end()),
            "home",
            Context.NONE,
            shown,
            Event.AsOf.UNKNOWN));
  }

  public Shop unavailable(String item) {
    return add(new Event.ItemUpdated(nextId(), NOW, item(item, false, 1)));
  }

  public Shop removed(String item) {
    return add(new Event.ItemRemoved(nextId(), NOW, new ItemId(item)));
  }

  private static Item item(String id, boolean available, double daysAgo) {
    return item(id, "The " + id, available, daysAgo);
  }

  private static Item item(String id, String title, boolean available, double daysAgo) {
    Map<String, Value> attributes = Map.of(Item.TITLE, new Value.Text(title));
    return new Item(new ItemId(id), attributes, List.of(), available, Optional.of(before(daysAgo)));
  }

  public Shop user(String user, String region) {
    Map<String, Value> attributes = Map.of("region", new Value.Text(region));
    return add(
        new Event.UserUpdated(nextId(), before(300), new User(new UserId(user), attributes)));
  }

  /** A user does something with items, all at one moment. */
  public Shop does(String user, String type, double daysAgo, String... items) {
    return does(user(user), type, daysAgo, items);
  }

  public Shop does(Visitor visitor, String type, double daysAgo, String... items) {
    for (String item : items) {
      add(
          new Event.Interaction(
              nextId(), before(daysAgo), visitor, new ItemId(item), type, 1, Context.NONE));
    }
    return this;
  }

  /** Returns what sources see of a request that asks for ten items. */
  public Query query(Visitor visitor) {
    return query(request("home", visitor, 10));
  }

  public Query query(RecommendationRequest request) {
    return new Queries(features, store).query(request, Optional.empty());
  }

  public Slate slate(RecommendationRequest request) {
    return new Slate(query(request), new FeatureReader(features, store), Map.of());
  }

  public Query queryOnly(Visitor visitor, String... items) {
    return new Queries(features, store)
        .query(request("home", visitor, 10), Optional.of(Set.copyOf(ids(items))));
  }

  public static RecommendationRequest request(
      String surface, Visitor visitor, int count, String... seeds) {
    return request(surface, visitor, count, Set.of(), seeds);
  }

  public static RecommendationRequest request(
      String surface, Visitor visitor, int count, Set<ItemId> exclude, String... seeds) {
    return new RecommendationRequest(
        new RequestId("request"), surface, visitor, ids(seeds), count, Context.NONE, exclude, NOW);
  }

  public static Visitor user(String user) {
    return Visitor.of(new UserId(user));
  }

  public static Visitor session(String session) {
    return Visitor.of(new SessionId(session));
  }

  public static Visitor both(String user, String session) {
    return new Visitor(Optional.of(new UserId(user)), Optional.of(new SessionId(session)));
  }

  public static List<ItemId> ids(String... items) {
    return Stream.of(items).map(ItemId::new).toList();
  }
}
